import { expect } from "vitest";
import { ask } from "../../support/connections.js";
import type { Answer, As, TestSubgraph } from "../../support/subgraph.js";

/** A list of a connection, and what to ask of its rows. */
export interface Walk {
  readonly list: string;
  /** Beside `first` and `after`. */
  readonly filter?: string;
  readonly fields: string;
  readonly first: number;
  readonly as?: As;
}

type Row = Readonly<Record<string, unknown>>;

/** Walks a list to its end by cursors; each step must go on where the one before ended. */
export async function walk(
  graph: TestSubgraph,
  id: string,
  { list, filter, fields, first, as }: Walk,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let after: string | null = null;
  for (let step = 0; step < 200; step++) {
    const place: string = after === null ? "" : `, after: "${after}"`;
    const page = `nodes { ${fields} } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor }`;
    const asked = `${list}(first: ${first}${place}${filter === undefined ? "" : `, ${filter}`}) { ${page} }`;
    const answer: Answer = await ask(graph, id, asked, as);
    expect(answer.errors).toEqual([]);
    const { nodes, edges, pageInfo } = answer.data.atsConnection[list];
    expect(nodes.length).toBeLessThanOrEqual(first);
    expect(edges).toHaveLength(nodes.length);
    expect(pageInfo.hasPreviousPage).toBe(after !== null);
    rows.push(...(nodes as Row[]));
    if (!pageInfo.hasNextPage) return rows;
    after = pageInfo.endCursor as string;
  }
  throw new Error("The walk does not end");
}

/** Adds a key with all permissions but those, and connects with it. */
export async function connectWithout(
  graph: TestSubgraph,
  permissions: readonly string[],
  everything: string,
): Promise<string> {
  const whole = graph.sandbox.data.keys.get(everything);
  if (!whole) throw new Error("No such key");
  const apiKey = `lever-sandbox-without-${permissions.join("-").replaceAll(" ", "-")}`;
  const left = whole.permissions.filter((name) => !permissions.includes(name));
  graph.sandbox.addKey({ ...whole, apiKey, name: "Without", permissions: left });
  return graph.connect(apiKey, {}, "Without");
}
