import { entityId } from "../../ids/entity-id.js";
import { filledTextOf, idOf, listOf, millisOf, numberOf, objectOf, required } from "../../lever/reading.js";
import type { PartSource } from "../opportunity-part.loader.js";
import { interviewList } from "./interview.lever.js";
import type { AtsInterview, AtsInterviewer } from "./interview.js";
import type { InterviewWire } from "./interview.wire.js";

/** The border: an interview as Lever sends it, as the graph has it. */
export function toInterview(source: PartSource, wire: Partial<InterviewWire>): AtsInterview {
  const { connectionId, opportunityId } = source;
  const panel = idOf(wire.panel);
  return {
    id: entityId(connectionId, opportunityId, required(idOf(wire.id), "id", interviewList, connectionId)),
    panelId: panel === null ? null : entityId(connectionId, opportunityId, panel),
    subject: filledTextOf(wire.subject),
    note: filledTextOf(wire.note),
    interviewers: listOf(wire.interviewers).flatMap((member) => toInterviewer(connectionId, member) ?? []),
    timezone: filledTextOf(wire.timezone),
    startsAt: millisOf(wire.date),
    durationMinutes: minutesOf(wire.duration),
    location: filledTextOf(wire.location),
    feedbackTemplateId: referenceTo(connectionId, wire.feedbackTemplate),
    canceledAt: millisOf(wire.canceledAt),
    createdAt: millisOf(wire.createdAt),
    connectionId,
    stageExternalId: idOf(wire.stage),
  };
}

function toInterviewer(connectionId: string, value: unknown): AtsInterviewer | null {
  const wire = objectOf(value);
  return (
    wire && {
      email: filledTextOf(wire["email"]),
      name: filledTextOf(wire["name"]),
      feedbackTemplateId: referenceTo(connectionId, wire["feedbackTemplate"]),
      connectionId,
      userExternalId: idOf(wire["id"]),
    }
  );
}

function referenceTo(connectionId: string, value: unknown): string | null {
  const externalId = idOf(value);
  return externalId === null ? null : entityId(connectionId, externalId);
}

/** Whole minutes that an Int can hold. */
function minutesOf(value: unknown): number | null {
  const minutes = numberOf(value);
  return minutes !== null && Math.abs(minutes) < 2 ** 31 ? Math.round(minutes) : null;
}
