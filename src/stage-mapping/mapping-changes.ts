import type { FindemStageRecord, StageMappingDocument } from "../store/store.js";
import { stageHolders } from "./pipeline.js";
import { type Candidacy, slaOf } from "./sla.js";

/** How many active candidacies another mapping would show elsewhere. */
export interface MappingChangeCounts {
  readonly enteringInbound: number;
  readonly leavingInbound: number;
  readonly changingFindemStage: number;
  readonly newlyBreached: number;
}

/** A mapping, made ready to be asked for every row. */
interface Side {
  readonly holders: ReadonlyMap<string, FindemStageRecord>;
  readonly inbound: ReadonlySet<string>;
}

/** Counts what one mapping in the place of another would change, each row as it passes. */
export class MappingChanges implements MappingChangeCounts {
  enteringInbound = 0;
  leavingInbound = 0;
  changingFindemStage = 0;
  newlyBreached = 0;
  readonly #present: Side;
  readonly #wanted: Side;

  /** @param now the moment that the clock is read at, milliseconds since the Unix epoch */
  constructor(
    mappings: { readonly present: StageMappingDocument; readonly wanted: StageMappingDocument },
    private readonly now: number,
  ) {
    this.#present = sideOf(mappings.present);
    this.#wanted = sideOf(mappings.wanted);
  }

  /** Each active candidacy once. */
  take(row: Candidacy): void {
    const stageId = row.stageExternalId;
    const [was, willBe] = [this.#present.inbound.has(stageId), this.#wanted.inbound.has(stageId)];
    const [holder, nextHolder] = [this.#present.holders.get(stageId), this.#wanted.holders.get(stageId)];
    this.enteringInbound += Number(willBe && !was);
    this.leavingInbound += Number(was && !willBe);
    this.changingFindemStage += Number(holder?.id !== nextHolder?.id);
    this.newlyBreached += Number(this.#isBreached(nextHolder, row) && !this.#isBreached(holder, row));
  }

  #isBreached(stage: FindemStageRecord | undefined, row: Candidacy): boolean {
    return slaOf(stage, row, this.now)?.status === "BREACHED";
  }
}

function sideOf(document: StageMappingDocument): Side {
  return { holders: stageHolders(document), inbound: new Set(document.inboundStageIds) };
}
