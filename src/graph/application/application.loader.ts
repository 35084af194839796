import { filledTextOf, idOf, meaningOf, millisOf, objectOf, textOf, textsOf } from "../../lever/reading.js";
import { entityId } from "../../ids/entity-id.js";
import { toArchive } from "../archive/archive.js";
import { toPhone } from "../contact-details/phone.js";
import { toQuestionSets } from "../form-field/form-field.mapper.js";
import type { AtsApplication } from "./application.js";
import type { ApplicationWire } from "./application.wire.js";

/** Lever docs, "Applications": `type`. */
const TYPES = { posting: "POSTING", referral: "REFERRAL", user: "USER" } as const;

/**
 * The border: what Lever sends, as the graph has it; null where it is only an id, or has none.
 * `user` is the referrer of a referral; of type `user`, who added it.
 */
export function toApplication(connectionId: string, opportunityId: string, value: unknown): AtsApplication | null {
  const wire = objectOf(value) as Partial<ApplicationWire> | null;
  const externalId = wire && idOf(wire.id);
  if (!externalId) return null;
  const type = meaningOf(TYPES, wire.type);
  return {
    id: entityId(connectionId, opportunityId, externalId),
    type,
    createdAt: millisOf(wire.createdAt),
    name: textOf(wire.name),
    email: filledTextOf(wire.email),
    phone: toPhone(wire.phone),
    company: filledTextOf(wire.company),
    links: textsOf(wire.links),
    comments: filledTextOf(wire.comments),
    customQuestions: toQuestionSets({ connectionId, opportunityId }, wire.customQuestions),
    archive: toArchive(connectionId, { archived: wire.archived }),
    connectionId,
    postingExternalId: idOf(wire.posting),
    postingOwnerId: idOf(wire.postingOwner),
    postingHiringManagerId: idOf(wire.postingHiringManager),
    referrerId: type === "REFERRAL" ? idOf(wire.user) : null,
  };
}
