import { entityId } from "../../ids/entity-id.js";
import { filledTextOf, idOf, listOf, millisOf, objectOf, required, textOf } from "../../lever/reading.js";
import { offerFile } from "../file/file.mapper.js";
import type { PartSource } from "../opportunity-part.loader.js";
import { offerList } from "./offer.lever.js";
import type { AtsOffer, AtsOfferField } from "./offer.js";
import type { OfferWire } from "./offer.wire.js";

/** Lever docs, "Offers": the field that holds the posting's id. */
const POSTING_FIELD = "job_posting";

/** The border: an offer as Lever sends it, as the graph has it. */
export function toOffer(source: PartSource, wire: Partial<OfferWire>): AtsOffer {
  const { connectionId, opportunityId } = source;
  const externalId = required(idOf(wire.id), "id", offerList, connectionId);
  const fields = listOf(wire.fields).flatMap((field) => toOfferField(field) ?? []);
  return {
    id: entityId(connectionId, opportunityId, externalId),
    status: filledTextOf(wire.status),
    createdAt: millisOf(wire.createdAt),
    approvedAt: millisOf(wire.approvedAt),
    sentAt: millisOf(wire.sentAt),
    guarded: {
      fields,
      sentDocument: offerFile(source, externalId, "sent", wire.sentDocument),
      signedDocument: offerFile(source, externalId, "signed", wire.signedDocument),
    },
    connectionId,
    creatorExternalId: idOf(wire.creator),
    postingExternalId: idOf(wire.posting) ?? postingIn(fields),
  };
}

function toOfferField(value: unknown): AtsOfferField | null {
  const wire = objectOf(value);
  if (!wire) return null;
  return {
    identifier: textOf(wire["identifier"]) ?? "",
    label: textOf(wire["text"]) ?? "",
    value: wire["value"] ?? null,
  };
}

function postingIn(fields: readonly AtsOfferField[]): string | null {
  return idOf(fields.find(({ identifier }) => identifier === POSTING_FIELD)?.value);
}
