import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, vi } from "vitest";
import type { Answer, As, TestSubgraph } from "./subgraph.js";

/** A user error as the mutations below ask for it. */
export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[] | null;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  readonly permission: string | null;
}

/** A connection as the mutations below ask for it. */
export interface ConnectionState {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly status: string;
  readonly apiKeyHint: string;
  readonly confidentialAccess: boolean | null;
  readonly defaultPerformAs: { readonly externalId: string } | null;
  readonly lastVerifiedAt: string | null;
}

/** What a mutation of a connection came to. */
export interface Outcome {
  readonly connection: ConnectionState | null;
  readonly userErrors: readonly UserError[];
  readonly codes: readonly string[];
  readonly answer: Answer;
}

const STATE =
  "id name enabled status apiKeyHint confidentialAccess defaultPerformAs { externalId } lastVerifiedAt" as const;
const USER_ERROR = "code message path retryable retryAfterMs permission";

/** Every connection of the account. */
export const ALL_CONNECTIONS = `{ atsConnections { ${STATE} } }`;

/** The mutations that answer with a connection. */
export type ConnectionMutation =
  | "connectLever"
  | "verifyAtsConnection"
  | "rotateAtsApiKey"
  | "updateAtsConnection"
  | "disableAtsConnection"
  | "enableAtsConnection";

/** Sends a mutation of a connection. */
export async function change(
  subgraph: TestSubgraph,
  mutation: ConnectionMutation,
  input: Readonly<Record<string, unknown>>,
  as: As = {},
): Promise<Outcome> {
  const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await subgraph.query(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { connection { ${STATE} } userErrors { ${USER_ERROR} } } }`,
    { input },
    as,
  );
  const { connection = null, userErrors = [] } = (answer.data?.[mutation] ?? {}) as Partial<Outcome>;
  return { connection, userErrors, codes: userErrors.map(({ code }) => code), answer };
}

/** Removes a connection; answers with the id removed and the codes of the user errors. */
export async function removeConnection(subgraph: Pick<TestSubgraph, "query">, connectionId: string, as: As = {}) {
  const answer = await subgraph.query(
    `mutation ($input: RemoveAtsConnectionInput!) { removeAtsConnection(input: $input) { removedId userErrors { code } } }`,
    { input: { connectionId } },
    as,
  );
  const { removedId, userErrors } = answer.data.removeAtsConnection as {
    removedId: string | null;
    userErrors: readonly { readonly code: string }[];
  };
  return { removedId, codes: userErrors.map(({ code }) => code) };
}

/** Asks for fields of one connection. */
export function ask(subgraph: TestSubgraph, connectionId: string, fields: string, as: As = {}): Promise<Answer> {
  return subgraph.query(`query ($id: ID!) { atsConnection(id: $id) { ${fields} } }`, { id: connectionId }, as);
}

/** Every connection of an account. */
export async function connectionsOf(subgraph: TestSubgraph, as: As = {}): Promise<readonly ConnectionState[]> {
  const { data } = await subgraph.query(ALL_CONNECTIONS, {}, as);
  return data.atsConnections as readonly ConnectionState[];
}

/** Resolves once the connection has that status: what an operation finds out is written down behind its answer. */
export async function untilStatus(subgraph: TestSubgraph, connectionId: string, status: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const { data } = await ask(subgraph, connectionId, "status");
      expect(data.atsConnection.status).toBe(status);
    },
    { timeout: 10_000, interval: 10 },
  );
}

/** The only error of an answer. */
export function onlyError({ errors }: Answer) {
  expect(errors).toHaveLength(1);
  const [error] = errors;
  if (!error) throw new Error("No error");
  return error;
}

/** Every file of the product's data folder, as text. */
export async function dataFiles({ dataDir }: TestSubgraph): Promise<string> {
  const entries = await readdir(dataDir, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "latin1")));
  return texts.join("\n");
}
