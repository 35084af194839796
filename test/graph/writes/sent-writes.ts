import type { Sandbox } from "../../../sandbox/start-sandbox.js";

/** A write as Lever got it, in the form in which a dry run shows one. */
export interface SentWrite {
  readonly method: string;
  /** Below /v1, query included. */
  readonly path: string;
  readonly body: unknown;
}

/** What reached Lever beside reads, in order; the body of a form is left out. */
export function sentWrites(sandbox: Sandbox): readonly SentWrite[] {
  return sandbox.requests
    .filter(({ method }) => method !== "GET")
    .map(({ method, path, query, body, headers }) => ({
      method,
      path: query.size === 0 ? path : `${path}?${query.toString()}`,
      body: /json/.test(headers["content-type"] ?? "") ? (JSON.parse(body) as unknown) : null,
    }));
}
