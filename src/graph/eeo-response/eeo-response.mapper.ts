import { entityId } from "../../ids/entity-id.js";
import { filledTextOf, idOf, meaningOf, millisOf, textsOf } from "../../lever/reading.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { ORIGINS } from "../opportunity/opportunity.mapper.js";
import type { AtsEeoResponse } from "./eeo-response.js";
import type { EeoResponseWire } from "./eeo-response.wire.js";

/** How a row was read. */
export interface EeoResponseSource {
  readonly connectionId: string;
  /** Where it stands in the list. */
  readonly place: string;
  readonly expand: readonly OpportunityExpand[];
}

/** The border: what Lever sends, as the graph has it. Nothing is required: what is not there is null. */
export function toEeoResponse(source: EeoResponseSource, wire: EeoResponseWire): AtsEeoResponse {
  const { connectionId, place, expand } = source;
  return {
    ...toAnswers(wire),
    ...toRelations(connectionId, wire),
    appliedAt: millisOf(wire.appliedAt),
    respondedAt: millisOf(wire.eeoSurveyRespondedAt),
    hiredAt: millisOf(wire.hiredDate),
    origin: meaningOf(ORIGINS, wire.origin),
    source: filledTextOf(wire.source),
    requisitionCodes: textsOf(wire.requisitionCodes),
    connectionId,
    expand,
    place,
  };
}

type Answers = Pick<AtsEeoResponse, "gender" | "race" | "veteran" | "disability" | "disabilitySignatureDate">;

function toAnswers(wire: EeoResponseWire): Answers {
  return {
    gender: filledTextOf(wire.gender),
    race: filledTextOf(wire.race),
    veteran: filledTextOf(wire.veteran),
    disability: filledTextOf(wire.disability),
    disabilitySignatureDate: filledTextOf(wire.disabilitySignatureDate),
  };
}

type Relations = Pick<
  AtsEeoResponse,
  | "opportunityId"
  | "candidateId"
  | "contactExternalId"
  | "opportunityExternalId"
  | "postingExternalId"
  | "stageExternalId"
>;

function toRelations(connectionId: string, wire: EeoResponseWire): Relations {
  const contact = idOf(wire.contact);
  const opportunity = idOf(wire.opportunityId);
  return {
    candidateId: contact === null ? null : entityId(connectionId, contact),
    opportunityId: opportunity === null ? null : entityId(connectionId, opportunity),
    contactExternalId: contact,
    opportunityExternalId: opportunity,
    postingExternalId: idOf(wire.posting),
    stageExternalId: idOf(wire.currentStage),
  };
}
