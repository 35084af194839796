import { entityId } from "../../ids/entity-id.js";
import { filledTextOf, idOf, millisOf, required, textOf } from "../../lever/reading.js";
import { toFormFields } from "../form-field/form-field.mapper.js";
import type { PartSource } from "../opportunity-part.loader.js";
import { feedbackList } from "./feedback.lever.js";
import type { AtsFeedback } from "./feedback.js";
import type { FeedbackWire } from "./feedback.wire.js";

/** The border: a feedback form as Lever sends it, as the graph has it; null where it was deleted. */
export function toFeedback(source: PartSource, wire: Partial<FeedbackWire>): AtsFeedback | null {
  const { connectionId, opportunityId } = source;
  if (millisOf(wire.deletedAt) !== null) return null;
  const partId = (value: unknown): string | null => {
    const externalId = idOf(value);
    return externalId === null ? null : entityId(connectionId, opportunityId, externalId);
  };
  return {
    id: required(partId(wire.id), "id", feedbackList, connectionId),
    type: typeOf(wire.type),
    name: textOf(wire.text) ?? "",
    instructions: filledTextOf(wire.instructions),
    fields: toFormFields(source, wire.fields),
    interviewId: partId(wire.interview),
    panelId: partId(wire.panel),
    createdAt: millisOf(wire.createdAt),
    completedAt: millisOf(wire.completedAt),
    deletedAt: null,
    connectionId,
    authorExternalId: idOf(wire.user),
  };
}

/** Lever docs, "Feedback > Feedback attributes", spells it with one n less. */
function typeOf(value: unknown): string | null {
  return value === "assigment" ? "assignment" : filledTextOf(value);
}
