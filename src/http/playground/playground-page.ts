import { gzipSync } from "node:zlib";
import { EXAMPLE_OPERATIONS, type ExampleOperation } from "./example-operations.js";

/** How the page is made. */
export interface PlaygroundOptions {
  readonly title: string;
  /** The path that operations are sent to. */
  readonly endpoint: string;
  /** Prefilled in every tab. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly examples?: readonly ExampleOperation[];
}

/**
 * GraphiQL as one page that asks nobody but this host, gzipped: with everything in it, it is nine megabytes. Loaded when
 * somebody first opens it, since reading it would take longer than starting this service.
 */
export function createPlayground(options: PlaygroundOptions): () => Promise<Buffer> {
  let page: Promise<Buffer> | undefined;
  return () => (page ??= render(options));
}

async function render({ title, endpoint, headers, examples = EXAMPLE_OPERATIONS }: PlaygroundOptions): Promise<Buffer> {
  const { renderGraphiQL } = await import("@graphql-yoga/render-graphiql");
  const shown = headers ? JSON.stringify(headers, null, 2) : undefined;
  const tabs = examples.map(({ query, variables }) => ({
    query,
    ...(variables === undefined ? {} : { variables }),
    ...(shown === undefined ? {} : { headers: shown }),
  }));
  const html = renderGraphiQL({ title, endpoint, defaultTabs: tabs, ...(shown ? { headers: shown } : {}) });
  return gzipSync(html);
}
