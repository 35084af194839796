import {
  booleanOf,
  filledTextOf,
  idOf,
  idsOf,
  listOf,
  meaningOf,
  millisOf,
  numberOf,
  objectOf,
  required,
  textOf,
  textsOf,
} from "../../lever/reading.js";
import { entityId } from "../../ids/entity-id.js";
import { toApplication } from "../application/application.loader.js";
import { toArchive } from "../archive/archive.js";
import { CONFIDENTIALITIES } from "../confidentiality.js";
import { toPhones } from "../contact-details/phone.js";
import { keyOf } from "../entity-reference.js";
import { opportunityList } from "./opportunity.lever.js";
import type { AtsDataConsent, AtsDataProtection, Opportunity, OpportunityStageChange } from "./opportunity.js";
import type { OpportunityWire } from "./opportunity.wire.js";

/** Lever docs, "Opportunities": `origin`. */
export const ORIGINS = {
  agency: "AGENCY",
  applied: "APPLIED",
  internal: "INTERNAL",
  referred: "REFERRED",
  sourced: "SOURCED",
  university: "UNIVERSITY",
} as const;

/** How a row was read. */
export interface RowSource {
  readonly connectionId: string;
  readonly fetchedAt: number;
  /** Whether `expand=applications` was asked for, and what Lever said. */
  readonly applications: "expanded" | "notAsked" | "refused";
}

/**
 * The border: what Lever sends, as the graph has it.
 * @throws LeverError BAD_RESPONSE where what a candidacy can't do without is missing
 */
export function toOpportunity(source: RowSource, wire: OpportunityWire): Opportunity {
  const { connectionId, fetchedAt } = source;
  const need = <Value>(value: Value | null, path: string): Value =>
    required(value, path, opportunityList, connectionId);
  const externalId = need(idOf(wire.id), "id");
  const stage = need(idOf(wire.stage), "stage");
  return {
    ...keyOf(connectionId, externalId),
    ...toPerson(wire),
    ...toTimes(wire),
    candidateExternalId: need(idOf(wire.contact), "contact"),
    tags: textsOf(wire.tags),
    sources: textsOf(wire.sources),
    origin: meaningOf(ORIGINS, wire.origin),
    confidentiality: meaningOf(CONFIDENTIALITIES, wire.confidentiality),
    stageId: entityId(connectionId, stage),
    stageExternalId: stage,
    stageChanges: toStageChanges(connectionId, wire.stageChanges),
    archive: toArchive(connectionId, wire as unknown as Readonly<Record<string, unknown>>),
    postingLocation: filledTextOf(wire.opportunityLocation),
    externalUrl: filledTextOf(objectOf(wire.urls)?.["show"]),
    fetchedAt,
    createdAt: need(millisOf(wire.createdAt), "createdAt"),
    ownerExternalId: idOf(wire.owner),
    sourcedByExternalId: idOf(wire.sourcedBy),
    followerExternalIds: idsOf(wire.followers),
    application: applicationOf(source, externalId, wire),
  };
}

/** Lever docs, "Opportunities": at most one application; the posting is there and not on the opportunity. */
function applicationOf(
  { connectionId, applications }: RowSource,
  opportunityId: string,
  wire: OpportunityWire,
): Opportunity["application"] {
  const [value] = listOf(wire.applications);
  if (value === undefined || value === null) return null;
  if (applications === "refused") return "refused";
  const application = toApplication(connectionId, opportunityId, value);
  return applications === "notAsked" && !application ? undefined : application;
}

type Person = Pick<
  Opportunity,
  "name" | "headline" | "emails" | "phones" | "location" | "links" | "isAnonymized" | "dataProtection"
>;

function toPerson(wire: OpportunityWire): Person {
  return {
    name: textOf(wire.name),
    headline: filledTextOf(wire.headline),
    emails: textsOf(wire.emails),
    phones: toPhones(wire.phones),
    location: filledTextOf(objectOf(wire.location)?.["name"] ?? wire.location),
    links: textsOf(wire.links),
    isAnonymized: booleanOf(wire.isAnonymized) ?? false,
    dataProtection: toDataProtection(wire.dataProtection),
  };
}

type Times = Pick<Opportunity, "updatedAt" | "lastInteractionAt" | "lastAdvancedAt" | "snoozedUntil">;

function toTimes(wire: OpportunityWire): Times {
  return {
    updatedAt: millisOf(wire.updatedAt),
    lastInteractionAt: millisOf(wire.lastInteractionAt),
    lastAdvancedAt: millisOf(wire.lastAdvancedAt),
    snoozedUntil: millisOf(wire.snoozedUntil),
  };
}

/** Oldest first: Lever names no order. */
function toStageChanges(connectionId: string, wires: unknown): readonly OpportunityStageChange[] {
  return listOf(wires)
    .flatMap((wire): OpportunityStageChange[] => {
      const change = readStageChange(wire);
      const { toStageIndex: index, userId } = objectOf(wire) ?? {};
      if (!change) return [];
      const { stageExternalId, changedAt } = change;
      return [
        {
          stageId: entityId(connectionId, stageExternalId),
          index: wholeNumberOf(index),
          changedAt,
          connectionId,
          stageExternalId,
          userExternalId: idOf(userId),
        },
      ];
    })
    .sort((one, other) => one.changedAt - other.changedAt);
}

/** Where a change led, and when; null for one without stage or time, which tells nothing. */
export function readStageChange(wire: unknown): Pick<OpportunityStageChange, "stageExternalId" | "changedAt"> | null {
  const change = objectOf(wire);
  const stageExternalId = idOf(change?.["toStageId"]);
  const changedAt = millisOf(change?.["updatedAt"]);
  return stageExternalId === null || changedAt === null ? null : { stageExternalId, changedAt };
}

function wholeNumberOf(value: unknown): number | null {
  const number = numberOf(value);
  return Number.isInteger(number) ? number : null;
}

function toDataProtection(wire: unknown): AtsDataProtection | null {
  const protection = objectOf(wire);
  return protection && { store: toConsent(protection["store"]), contact: toConsent(protection["contact"]) };
}

function toConsent(wire: unknown): AtsDataConsent | null {
  const consent = objectOf(wire);
  const allowed = booleanOf(consent?.["allowed"]);
  return consent && allowed !== null ? { allowed, expiresAt: millisOf(consent["expiresAt"]) } : null;
}
