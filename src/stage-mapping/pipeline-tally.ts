import type { FindemStageRecord, StageMappingDocument } from "../store/store.js";
import { stageHolders } from "./pipeline.js";
import { type Candidacy, slaOf, type SlaStatus } from "./sla.js";

/** So many active candidacies, and how many of them are due soon or past their time; snoozed ones are neither. */
export interface SlaCounts {
  readonly count: number;
  readonly dueSoon: number;
  readonly breached: number;
}

/** Counts active candidacies by Findem stage and those that are inbound, each row as it passes. */
export class PipelineTally {
  readonly #holders: ReadonlyMap<string, FindemStageRecord>;
  readonly #inboundStages: ReadonlySet<string>;
  readonly #buckets = new Map<string | null, Counter>();
  readonly #unmapped = new Set<string>();
  readonly #inbound = new Counter();

  /** @param now the moment that the clock is read at, milliseconds since the Unix epoch */
  constructor(
    document: StageMappingDocument,
    private readonly now: number,
  ) {
    this.#holders = stageHolders(document);
    this.#inboundStages = new Set(document.inboundStageIds);
  }

  /** Each active candidacy once. */
  take(row: Candidacy): void {
    const stage = this.#holders.get(row.stageExternalId);
    const status = slaOf(stage, row, this.now)?.status ?? null;
    this.#bucketOf(stage?.id ?? null).add(status);
    if (this.#inboundStages.has(row.stageExternalId)) this.#inbound.add(status);
    if (!stage) this.#unmapped.add(row.stageExternalId);
  }

  /** Those of a Findem stage, by its id in the mapping; null: those in stages that no Findem stage holds. */
  countsOf(findemStageId: string | null): SlaCounts {
    return this.#buckets.get(findemStageId) ?? new Counter();
  }

  /** Those in the stages that the mapping marks as inbound. */
  get inbound(): SlaCounts {
    return this.#inbound;
  }

  /** Lever's ids of the stages that no Findem stage holds and that somebody is in. */
  get unmappedStageIds(): readonly string[] {
    return [...this.#unmapped];
  }

  #bucketOf(findemStageId: string | null): Counter {
    const known = this.#buckets.get(findemStageId);
    if (known) return known;
    const bucket = new Counter();
    this.#buckets.set(findemStageId, bucket);
    return bucket;
  }
}

class Counter implements SlaCounts {
  count = 0;
  dueSoon = 0;
  breached = 0;

  add(status: SlaStatus | null): void {
    this.count += 1;
    if (status === "DUE_SOON") this.dueSoon += 1;
    if (status === "BREACHED") this.breached += 1;
  }
}
