import type { ApplicationRecord, ContactRecord, OpportunityRecord, PostingRecord, UserRecord } from "../../data.js";
import type { RequisitionRecord } from "../../records/requisition.record.js";
import { SeededRandom, uuidOf } from "../random.js";
import { rowsOf, type SeedContext } from "../seed-context.js";

/** How many of each kind belong to an opportunity. */
export interface PartPlan {
  readonly resumes: number;
  readonly files: number;
  readonly notes: number;
  readonly panels: number;
  readonly profileForms: number;
  readonly offers: number;
  readonly referrals: number;
}

/** An opportunity, all that is needed to make what belongs to it, and chance of its own. */
export interface PartDraw extends SeedContext {
  readonly opportunity: OpportunityRecord;
  /** Undefined: none. */
  readonly application: ApplicationRecord | undefined;
  readonly posting: PostingRecord | undefined;
  readonly contact: ContactRecord | undefined;
  readonly users: readonly UserRecord[];
  readonly random: SeededRandom;
}

/** What each opportunity is drawn from; its chance doesn't depend on how many opportunities there are. */
export function drawsOf({ data, now }: SeedContext): readonly PartDraw[] {
  const users = rowsOf(data.users);
  return rowsOf(data.opportunities).map((opportunity) => {
    const application = data.applications.get(opportunity.applications[0] ?? "");
    return {
      ...{ data, now, opportunity, application, users },
      posting: data.postings.get(application?.posting ?? ""),
      contact: data.contacts.get(opportunity.contact),
      random: new SeededRandom(`parts of ${opportunity.id}`),
    };
  });
}

/** The requisition of the posting. */
export function requisitionOf({ data, posting }: PartDraw): RequisitionRecord | undefined {
  const code = posting?.requisitionCodes[0];
  if (code === undefined) return undefined;
  return rowsOf(data.requisitions).find(({ requisitionCode }) => requisitionCode === code);
}

/** The id of the `number`th of a kind. */
export function partId({ opportunity }: PartDraw, kind: string, number: number): string {
  return uuidOf(`${kind} ${number} of ${opportunity.id}`);
}

/** A time in the opportunity's life, epoch milliseconds: the later, the greater `share` (from 0 to 1) is. */
export function timeAt({ opportunity, now }: PartDraw, share: number): number {
  const { createdAt, lastInteractionAt } = opportunity;
  const end = Math.min(now, lastInteractionAt ?? createdAt);
  return Math.floor(createdAt + (end - createdAt) * share);
}
