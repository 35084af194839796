import { entityId } from "../../ids/entity-id.js";
import { filledTextOf, idOf, millisOf, required } from "../../lever/reading.js";
import { toFormFields } from "../form-field/form-field.mapper.js";
import type { PartSource } from "../opportunity-part.loader.js";
import { referralList } from "./referral.lever.js";
import type { AtsReferral } from "./referral.js";
import type { ReferralWire } from "./referral.wire.js";

/** The border: a referral as Lever sends it, as the graph has it. */
export function toReferral(source: PartSource, wire: Partial<ReferralWire>): AtsReferral {
  const { connectionId, opportunityId } = source;
  return {
    id: entityId(connectionId, opportunityId, required(idOf(wire.id), "id", referralList, connectionId)),
    name: filledTextOf(wire.text),
    instructions: filledTextOf(wire.instructions),
    fields: toFormFields(source, wire.fields),
    createdAt: millisOf(wire.createdAt),
    completedAt: millisOf(wire.completedAt),
    connectionId,
    referrerExternalId: idOf(wire.referrer),
    authorExternalId: idOf(wire.user),
    stageExternalId: idOf(wire.stage),
  };
}
