import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY } from "../../sandbox/keys.js";
import type { RawAnswer } from "../support/raw-request.js";
import type { TestSubgraph } from "../support/subgraph.js";

/** What no answer may hold: traces of code, files, statements, other hosts' addresses, what Node and libraries say. */
const INSIDES = new RegExp(
  [
    ...["node_modules", "\\bat .+:\\d+:\\d+", "\\.[cm]?[tj]s:\\d+", "select .* from ", "SQLITE", "ECONN", ":\\d+/v1"],
    ...["(Range|Type|Reference|Aggregate)Error", "SyntaxError", "annot read propert", "is not (a function|iterable)"],
    ...["Maximum call stack", "Unexpected (token|end of)", "Invalid time value", "Invalid (array|string) length"],
    ...["circular structure", "BigInt", "toISOString", "\\[object Object\\]"],
  ].join("|"),
  "i",
);

/** No answer tells them; the second one in the way in which it goes to Lever. */
const SECRETS = [FINDEM_KEY, EVERYTHING_KEY].flatMap((key) => [key, Buffer.from(`${key}:`).toString("base64")]);

/** Apollo's own, which the contract allows beside ours. */
const APOLLO_CODES = [
  ...["BAD_REQUEST", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "OPERATION_RESOLUTION_FAILURE"],
  ...["PERSISTED_QUERY_NOT_FOUND", "PERSISTED_QUERY_NOT_SUPPORTED"],
];

/** The codes that docs/operations.md tells clients and operators of. Read from there: what is not told is not given. */
export const DOCUMENTED_CODES: ReadonlySet<string> = new Set([...APOLLO_CODES, ...codesOfOperations()]);

/** A defect of ours has a code too, and is what all of this looks for. */
const DEFECT = "INTERNAL_SERVER_ERROR";

function codesOfOperations(): readonly string[] {
  const text = readFileSync("docs/operations.md", "utf8");
  const [, errors = ""] = text.split("\n## Errors\n");
  const cells = errors.split("\n").flatMap((line) => /^\| ([^|]+)\|/.exec(line)?.[1] ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(/`([A-Z][A-Z_]+)`/g)].flatMap(([, code]) => code ?? []));
}

export const CALLER = {
  ...{ "x-account-id": "acme", "x-user-id": "u1", "x-user-roles": "admin,confidential,eeo" },
  "x-user-email": "nora.lind@nimbusrobotics.test",
};

interface GraphError {
  readonly message: string;
  readonly extensions: { readonly code?: unknown; readonly retryable?: unknown };
}

/** Sends a body to the graph, and expects an answer that a client can use, whatever was sent. */
export async function expectHealthy(
  subgraph: TestSubgraph,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const response = await fetch(`${subgraph.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...CALLER, ...headers },
    body,
  });
  const why = `${body.slice(0, 3_000)}\n${subgraph.log.slice(-3).join("\n")}`;
  expectUsable({ status: response.status, text: await response.text() }, why);
}

/** An answer of the documented shape, without a defect, a secret or a trace of what is inside. `why`: for whom it fails. */
export function expectUsable({ status, text }: Pick<RawAnswer, "status" | "text">, why: string): void {
  const told = `${why}\n${status} ${text.slice(0, 3_000)}`;
  expect(status, told).toBeLessThan(500);
  for (const secret of SECRETS) expect(text.includes(secret), told).toBe(false);
  const {
    data,
    errors = [],
    ...others
  } = JSON.parse(text) as {
    readonly data?: unknown;
    readonly errors?: readonly GraphError[];
  };
  expect(Object.keys(others).filter((name) => name !== "extensions")).toEqual([]);
  expect(data !== undefined || errors.length > 0, told).toBe(true);
  for (const error of errors) expectTellable(error, told);
}

function expectTellable({ message, extensions }: GraphError, told: string): void {
  expect(typeof message, told).toBe("string");
  expect(extensions.code, told).not.toBe(DEFECT);
  expect(DOCUMENTED_CODES.has(String(extensions.code)), `${String(extensions.code)} is documented\n${told}`).toBe(true);
  expect(typeof extensions.retryable, told).toBe("boolean");
  expect(message, told).not.toMatch(INSIDES);
}

/** It goes on serving, and has met no defect of its own. */
export async function expectStillThere(subgraph: TestSubgraph): Promise<void> {
  expect((await fetch(`${subgraph.url}/readyz`)).status).toBe(200);
  expect(subgraph.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
}
