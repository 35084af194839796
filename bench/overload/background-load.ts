import type { OpportunityRecord } from "../../sandbox/data.js";
import type { GraphClient } from "../service/graph-client.js";

const ADVANCE = `mutation ($input: AdvanceOpportunitiesInput!) {
  advanceOpportunities(input: $input) { operation { id } userErrors { code message } }
}`;
const PROCESSED = `query ($id: ID!) { atsBulkOperation(id: $id) { processed failed } }`;
const SYNC = `mutation ($input: StartAtsSyncInput!) {
  startAtsSync(input: $input) { userErrors { code } }
}`;
const SYNCED = `query ($id: ID!) { atsConnection(id: $id) { sync { processed } } }`;

/** Items of one operation at most. */
const ITEMS = 100;

/** What was done with nobody waiting for it. */
export interface BackgroundOutcome {
  /** Candidacies that bulk operations moved on. */
  readonly advanced: number;
  readonly failed: number;
  /** Candidacies that the sync read. */
  readonly synced: number;
}

/** Bulk operations with more items than the time can do, and a sync beside them. */
export class BackgroundWork {
  readonly #operations: string[] = [];

  /** `graphs`: where operations are asked for, by turns. */
  constructor(
    private readonly graphs: readonly [GraphClient, ...GraphClient[]],
    private readonly connectionId: string,
  ) {}

  /** Moves `rows` on to `stageId`, and begins a sync. */
  async start(rows: readonly OpportunityRecord[], stageId: string): Promise<void> {
    const [first] = this.graphs;
    await first.ask(SYNC, { input: { connectionId: this.connectionId } });
    for (let from = 0; from < rows.length; from += ITEMS) {
      const items = rows.slice(from, from + ITEMS).map(({ id }) => ({
        opportunityId: `${this.connectionId}.${id}`,
        toStageId: `${this.connectionId}.${stageId}`,
      }));
      const graph = this.graphs[(from / ITEMS) % this.graphs.length] ?? first;
      await this.#advance(graph, items, `bulk-${from}`);
    }
  }

  /** How far everything is. */
  async outcome(): Promise<BackgroundOutcome> {
    const [graph] = this.graphs;
    const states = await Promise.all(this.#operations.map((id) => graph.ask(PROCESSED, { id })));
    const operations = states.map(
      ({ atsBulkOperation }) => atsBulkOperation as { readonly processed: number; readonly failed: number },
    );
    const { atsConnection } = (await graph.ask(SYNCED, { id: this.connectionId })) as {
      readonly atsConnection: { readonly sync: { readonly processed: number } };
    };
    const failed = operations.reduce((sum, operation) => sum + operation.failed, 0);
    const processed = operations.reduce((sum, operation) => sum + operation.processed, 0);
    return { advanced: processed - failed, failed, synced: atsConnection.sync.processed };
  }

  async #advance(graph: GraphClient, items: readonly object[], idempotencyKey: string): Promise<void> {
    const { advanceOpportunities } = (await graph.ask(ADVANCE, { input: { items, idempotencyKey } })) as {
      readonly advanceOpportunities: {
        readonly operation: { readonly id: string } | null;
        readonly userErrors: unknown;
      };
    };
    const { operation, userErrors } = advanceOpportunities;
    if (operation === null) throw new Error(`Not begun: ${JSON.stringify(userErrors)}`);
    this.#operations.push(operation.id);
  }
}
