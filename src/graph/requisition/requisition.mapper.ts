import {
  booleanOf,
  filledTextOf,
  idOf,
  idsOf,
  integerOf,
  meaningOf,
  millisOf,
  objectOf,
  required,
  textOf,
} from "../../lever/reading.js";
import { CONFIDENTIALITIES } from "../confidentiality.js";
import { keyOf } from "../entity-reference.js";
import { requisitionList } from "./requisition.lever.js";
import type { AtsRequisition } from "./requisition.js";
import type { RequisitionWire } from "./requisition.wire.js";

/** The border: what Lever sends, as the graph has it. */
export function toRequisition(connectionId: string, wire: RequisitionWire): AtsRequisition {
  return {
    ...keyOf(connectionId, required(idOf(wire.id), "id", requisitionList, connectionId)),
    ...toHeadcount(wire),
    requisitionCode: filledTextOf(wire.requisitionCode),
    name: textOf(wire.name),
    status: filledTextOf(wire.status),
    confidentiality: meaningOf(CONFIDENTIALITIES, wire.confidentiality),
    department: filledTextOf(wire.department),
    team: filledTextOf(wire.team),
    location: filledTextOf(wire.location),
    customFields: objectOf(wire.customFields),
    createdAt: millisOf(wire.createdAt),
    updatedAt: millisOf(wire.updatedAt),
    closedAt: millisOf(wire.closedAt),
    ownerId: idOf(wire.owner),
    hiringManagerId: idOf(wire.hiringManager),
    postingIds: idsOf(wire.postings),
  };
}

/** "unlimited" is no number, and so null. Lever docs, "Requisitions": `headcountTotal`. */
function toHeadcount(wire: RequisitionWire): Pick<AtsRequisition, "headcountTotal" | "headcountHired" | "backfill"> {
  return {
    headcountTotal: integerOf(wire.headcountTotal),
    headcountHired: integerOf(wire.headcountHired),
    backfill: booleanOf(wire.backfill),
  };
}
