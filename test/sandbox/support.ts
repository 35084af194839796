import { FINDEM_KEY } from "../../sandbox/keys.js";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/start-sandbox.js";

/** A time that seeds are relative to, so that tests know the ages of things. */
export const NOW = Date.UTC(2026, 5, 1);

/** A small sandbox whose bucket never gets empty. */
export function smallSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({ opportunities: 300, requestsPerSecond: 1_000_000, burst: 1_000_000, now: NOW, ...options });
}

/** A row as it came over the wire. */
export type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data: unknown;
    readonly next?: string;
    readonly hasNext?: boolean;
    readonly code?: string;
    readonly message?: string;
    readonly deduped?: boolean;
  };
}

/** What to ask with. */
export interface Asking {
  readonly key?: string | null;
  readonly method?: string;
  readonly body?: unknown;
}

/** Asks the sandbox; `path`: below /v1, with its query. */
export async function ask(sandbox: Sandbox, path: string, asking: Asking = {}): Promise<Reply> {
  const { key = FINDEM_KEY, method = "GET", body } = asking;
  const response = await fetch(sandbox.url + path, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed = (text === "" ? {} : JSON.parse(text)) as Reply["body"];
  return { status: response.status, headers: response.headers, body: parsed };
}

/** The object of an answer. Throws where it is none. */
export function objectOf({ status, body }: Reply): Row {
  if (typeof body.data !== "object") throw new Error(`No object: ${status} ${JSON.stringify(body)}`);
  return body.data as Row;
}

/** The rows of an answer. Throws where it is no list. */
export function rowsOf({ status, body }: Reply): readonly Row[] {
  if (!Array.isArray(body.data)) throw new Error(`No list: ${status} ${JSON.stringify(body)}`);
  return body.data as Row[];
}

/** All rows of a list, page by page. */
export async function walk(sandbox: Sandbox, path: string, asking: Asking = {}): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let offset = "";
  for (;;) {
    const page = await ask(sandbox, path + offset, asking);
    rows.push(...rowsOf(page));
    if (page.body.hasNext !== true) return rows;
    const separator = path.includes("?") ? "&" : "?";
    offset = `${separator}offset=${encodeURIComponent(page.body.next ?? "")}`;
  }
}

/** The ids of rows, sorted. */
export function idsOf(rows: Iterable<{ readonly id: string }>): readonly string[] {
  return [...rows].map(({ id }) => id).sort();
}

/** The first row that is so. Throws where there is none: the seed has changed. */
export function some<Value>(rows: Iterable<Value>, isWanted: (row: Value) => boolean = () => true): Value {
  for (const row of rows) if (isWanted(row)) return row;
  throw new Error("The seed holds no such row");
}

/** The message of an error answer with its status, as "400 the message". */
export function refusalOf({ status, body }: Reply): string {
  return `${status} ${body.message ?? ""}`;
}
