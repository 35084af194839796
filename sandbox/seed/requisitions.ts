import type { PostingRecord, UserRecord } from "../data.js";
import type { ApprovalRecord, RequisitionRecord } from "../records/requisition.record.js";
import { CONFIDENTIAL_POSTING_ID, FEATURED_POSTING_ID } from "./postings.js";
import { SeededRandom, uuidOf } from "./random.js";
import { add, rowsOf, type SeedContext } from "./seed-context.js";
import { DAY_MS } from "./time-spans.js";
import { RECRUITER_ID, SUPER_ADMIN_ID } from "./users.js";

const REQUISITIONS = 15;
/** Codes of the customer's own system that Lever knows no requisition of. */
const UNKNOWN_EVERY = 9;
const STATUSES: readonly RequisitionRecord["status"][] = ["open", "open", "open", "onHold", "closed", "draft"];
const EMPLOYMENTS: readonly RequisitionRecord["employmentStatus"][] = [
  ...(["full-time", "full-time", "part-time", "intern", "contractor", "temp-worker"] as const),
  null,
];

/** The id of a requisition of Nimbus Robotics by its number from 0. */
export function requisitionId(number: number): string {
  return uuidOf(`nimbus requisition ${number}`);
}

/**
 * The requisitions, tied to the postings that have codes: the first to the featured posting, the second to the
 * confidential one alone, the last to none.
 */
export function seedRequisitions(context: SeedContext): void {
  const random = new SeededRandom("nimbus requisitions");
  const linked = linkPostings(context);
  for (let number = 0; number < REQUISITIONS; number++) {
    const requisition = requisitionOf(number, linked.get(number) ?? [], { context, random });
    add(context.data.requisitions, requisition);
    for (const posting of linked.get(number) ?? []) posting.requisitionCodes = [requisition.requisitionCode];
  }
}

/** Which postings a requisition has, by its number. */
function linkPostings({ data }: SeedContext): ReadonlyMap<number, PostingRecord[]> {
  const special = [FEATURED_POSTING_ID, CONFIDENTIAL_POSTING_ID];
  const linked = new Map(special.map((id, number) => [number, rowsOf(data.postings).filter((its) => its.id === id)]));
  const others = rowsOf(data.postings).filter(
    ({ id, requisitionCodes }) => !special.includes(id) && requisitionCodes.length > 0,
  );
  for (const [place, posting] of others.entries()) {
    const number = 2 + (place % (REQUISITIONS - 3));
    if (posting.confidentiality === "confidential") posting.requisitionCodes = [];
    else if (place % UNKNOWN_EVERY === 0) posting.requisitionCodes = [`HRIS-${place}`];
    else linked.set(number, [...(linked.get(number) ?? []), posting]);
  }
  return linked;
}

interface Chances {
  readonly context: SeedContext;
  readonly random: SeededRandom;
}

function requisitionOf(number: number, postings: readonly PostingRecord[], chances: Chances): RequisitionRecord {
  const { context, random } = chances;
  const [posting] = postings;
  const createdAt = context.now - random.integer(95, 700) * DAY_MS;
  const status = number < 2 ? "open" : random.pick(STATUSES);
  return {
    id: requisitionId(number),
    requisitionCode: `REQ-${100 + number}`,
    name: posting?.text ?? "Chief of Staff",
    backfill: random.chance(0.3),
    ...confidentialityOf(number, posting),
    createdAt,
    creator: RECRUITER_ID,
    headcountHired: 0,
    ...(number === 2
      ? { headcountTotal: "unlimited" as const, headcountInfinite: true }
      : { headcountTotal: random.integer(1, 6) }),
    status,
    hiringManager: random.chance(0.7) ? SUPER_ADMIN_ID : null,
    owner: random.chance(0.9) ? RECRUITER_ID : null,
    compensationBand: random.chance(0.7)
      ? { currency: "EUR", interval: "per-year-salary", min: 65_000, max: 85_000 + number * 1_000 }
      : null,
    employmentStatus: random.pick(EMPLOYMENTS),
    ...placeOf(posting, random),
    postings: postings.map(({ id }) => id),
    offerIds: [],
    approval: approvalOf(number, createdAt, context),
    ...customFieldsOf(number, createdAt, context),
    ...timesOf(status, createdAt, random),
  };
}

/** Old ones don't say that they aren't. */
function confidentialityOf(
  number: number,
  posting: PostingRecord | undefined,
): Pick<RequisitionRecord, "confidentiality"> {
  return number % 5 === 4 ? {} : { confidentiality: posting?.confidentiality ?? "non-confidential" };
}

function placeOf(posting: PostingRecord | undefined, random: SeededRandom) {
  return {
    ...(random.chance(0.9) ? { location: posting?.categories.location ?? null } : {}),
    ...(random.chance(0.5) ? { internalNotes: random.pick(["Urgent: the field team is short.", null]) } : {}),
    ...(posting === undefined ? {} : { department: posting.categories.department, team: posting.categories.team }),
  };
}

function timesOf(status: RequisitionRecord["status"], createdAt: number, random: SeededRandom) {
  const closedAt = status === "closed" ? createdAt + random.integer(20, 90) * DAY_MS : null;
  return {
    ...(random.chance(0.9) ? { closedAt } : closedAt === null ? {} : { closedAt }),
    updatedAt: random.chance(0.8) ? createdAt + 5 * DAY_MS : null,
    timeToFillStartAt: createdAt,
    timeToFillEndAt: closedAt,
  };
}

/** Lever docs, "Requisitions": null, nothing but steps, or all of it, with approvers who are users and who are roles. */
function approvalOf(number: number, startedAt: number, { data }: SeedContext): ApprovalRecord | null {
  if (number % 3 === 1) return null;
  if (number % 3 === 2) return { steps: [] };
  const admin = data.users.get(SUPER_ADMIN_ID);
  const approvedAt = startedAt + 2 * DAY_MS;
  return {
    id: uuidOf(`nimbus approval ${number}`),
    ...{ status: "approved", startedAt, approvedAt },
    accountId: uuidOf("nimbus account"),
    createdBy: RECRUITER_ID,
    steps: [
      stepOf(number, 0, { isDynamic: true, user: "Hiring manager" }, approvedAt - DAY_MS),
      ...(admin === undefined ? [] : [stepOf(number, 1, { isDynamic: false, user: asUser(admin) }, approvedAt)]),
    ],
  };
}

function asUser({ id, email }: UserRecord) {
  return { userId: id, email };
}

function stepOf(
  requisition: number,
  step: number,
  who: Pick<ApprovalRecord["steps"][number]["approvers"][number], "isDynamic" | "user">,
  approvedAt: number,
): ApprovalRecord["steps"][number] {
  return {
    ...{ completed: true, status: step === 0 ? null : "approved", outOfBandOnly: false, approvalsRequired: 1 },
    approvers: [
      {
        id: uuidOf(`nimbus approver ${requisition} ${step}`),
        ...{ approved: true, approvedAt, ...who, type: who.isDynamic ? "dynamic" : "static", overridingUserId: null },
      },
    ],
  };
}

function customFieldsOf(
  number: number,
  createdAt: number,
  { data }: SeedContext,
): Pick<RequisitionRecord, "customFields"> {
  if (number % 4 === 3) return number % 8 === 3 ? { customFields: null } : {};
  const [family] = data.requisitionFields.get("job_family")?.options ?? [];
  return {
    customFields: {
      cost_center: { city: "Berlin", campus_code: 4 },
      budget_code: `B-${200 + number}`,
      ...(number % 2 === 0 ? { bonus_percentage: 12.5, board_approval_date: createdAt - DAY_MS } : {}),
      job_family: family?.text ?? "Engineering",
    },
  };
}
