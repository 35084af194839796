import { idOf, listOf, meaningOf, millisOf, required } from "../../lever/reading.js";
import type { Candidacy } from "../../stage-mapping/sla.js";
import { toArchive } from "../archive/archive.js";
import { type AtsConfidentiality, CONFIDENTIALITIES } from "../confidentiality.js";
import { opportunityList } from "../opportunity/opportunity.lever.js";
import { readStageChange } from "../opportunity/opportunity.mapper.js";
import type { OpportunityWire } from "../opportunity/opportunity.wire.js";

/** As much of an opportunity as counting takes: nothing personal. */
export interface CountedRow extends Candidacy {
  readonly externalId: string;
  /** Whose it is; null where the row doesn't tell. */
  readonly contactId: string | null;
  readonly confidentiality: AtsConfidentiality | null;
}

/**
 * The border, for counting thousands of rows.
 * @throws LeverError BAD_RESPONSE where what counting can't do without is missing
 */
export function toCountedRow(connectionId: string, wire: OpportunityWire): CountedRow {
  const need = <Value>(value: Value | null, path: string): Value =>
    required(value, path, opportunityList, connectionId);
  return {
    externalId: need(idOf(wire.id), "id"),
    contactId: idOf(wire.contact),
    confidentiality: meaningOf(CONFIDENTIALITIES, wire.confidentiality),
    stageExternalId: need(idOf(wire.stage), "stage"),
    stageChanges: listOf(wire.stageChanges).flatMap((change) => readStageChange(change) ?? []),
    lastAdvancedAt: millisOf(wire.lastAdvancedAt),
    createdAt: need(millisOf(wire.createdAt), "createdAt"),
    snoozedUntil: millisOf(wire.snoozedUntil),
    archive: toArchive(connectionId, wire as unknown as Readonly<Record<string, unknown>>),
  };
}
