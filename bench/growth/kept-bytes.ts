import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { AccountSize } from "../account/sizes.js";
import { startBenchWorld } from "../counts/bench-world.js";
import type { Contestant } from "../counts/contestant.js";
import type { GraphClient } from "../service/graph-client.js";

const PAGE = `query ($id: ID!, $after: String) {
  atsConnection(id: $id) {
    opportunities(first: 100, after: $after) {
      nodes { id name stage { name } owner { name } application { company } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

interface PageAnswer {
  readonly atsConnection: {
    readonly opportunities: { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null } };
  };
}

/**
 * How much larger the heap is once all opportunities of an account were read, a page after the other, and are kept:
 * bytes, after collecting what nobody needs, before and after.
 */
export async function keptBytes(size: AccountSize, contestant: Contestant): Promise<number> {
  await using world = await startBenchWorld(size);
  await using running = await contestant.start(world);
  const { connectionId } = contestant;
  // What every first request leaves behind, compiled code and reference data, is not counted.
  let after = await readPage(running.graph, connectionId, null);
  world.sandbox.clearRequests();
  const before = heapBytes();
  while (after !== null) after = await readPage(running.graph, connectionId, after);
  world.sandbox.clearRequests();
  return heapBytes() - before;
}

/** Answers with the cursor of the next one; null after the last. */
async function readPage(graph: GraphClient, id: string, after: string | null): Promise<string | null> {
  const { atsConnection } = (await graph.ask(PAGE, { id, after })) as unknown as PageAnswer;
  const { hasNextPage, endCursor } = atsConnection.opportunities.pageInfo;
  return hasNextPage ? endCursor : null;
}

function heapBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
