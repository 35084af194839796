import type { PostingRecord } from "../../data.js";
import type { OfferRecord, OfferStatus, SignatureRecord } from "../../records/offer.record.js";
import { add } from "../seed-context.js";
import { STAGES } from "../stages.js";
import { DAY_MS } from "../time-spans.js";
import { type PartDraw, partId, type PartPlan, requisitionOf, timeAt } from "./part-draw.js";

const HOUR_MS = 3_600_000;
const STATUSES: readonly OfferStatus[] = [
  ...(["draft", "approval-sent", "approved", "sent", "sent-manually", "opened", "denied", "signed"] as const),
];
const WITH_DOCUMENT: ReadonlySet<OfferStatus> = new Set(["sent", "opened", "signed", "denied"]);

/** Offers; those who are hired have signed theirs. The offer is one of the posting's requisition. */
export function seedOffers(draw: PartDraw, { offers }: PartPlan): void {
  const { data, random, opportunity } = draw;
  for (let number = 0; number < offers; number++) {
    const drawn = random.pick(STATUSES);
    const status = opportunity.stage === STAGES.hired.id ? "signed" : number === 0 ? "sent" : drawn;
    const isFirstOfStage = opportunity.stage === STAGES.offer.id && number === 0;
    const offer = offerOf(number, isFirstOfStage ? drawn : status, draw);
    add(data.offers, offer);
    requisitionOf(draw)?.offerIds.push(offer.id);
  }
}

function offerOf(number: number, status: OfferStatus, draw: PartDraw): OfferRecord {
  const { opportunity, random, users, posting } = draw;
  const createdAt = timeAt(draw, 0.6) + number;
  const isSent = WITH_DOCUMENT.has(status) || status === "sent-manually";
  const sentAt = isSent ? Math.min(draw.now, createdAt + DAY_MS) : null;
  const isApproved = isSent || status === "approved";
  return {
    ...{ id: partId(draw, "offer", number), opportunityId: opportunity.id, createdAt, status },
    creator: random.chance(0.9) ? random.pick(users).id : null,
    fields: fieldsOf(createdAt, draw),
    ...documentsOf(status, sentAt, draw),
    approvedAt: isApproved ? Math.min(draw.now, createdAt + HOUR_MS) : null,
    sentAt,
    ...(posting !== undefined && random.chance(0.7) ? { posting: posting.id, approved: isApproved } : {}),
  };
}

function documentsOf(
  status: OfferStatus,
  sentAt: number | null,
  draw: PartDraw,
): Pick<OfferRecord, "signatures" | "sentDocument" | "signedDocument"> {
  const { random, now } = draw;
  if (sentAt === null || !WITH_DOCUMENT.has(status)) {
    return random.chance(0.5) ? { signatures: null, sentDocument: null, signedDocument: null } : {};
  }
  const signedAt = status === "signed" ? Math.min(now, sentAt + DAY_MS) : null;
  return {
    signatures: signaturesOf(sentAt, signedAt, status, draw),
    sentDocument: { fileName: "offer.pdf", uploadedAt: sentAt },
    signedDocument: signedAt === null ? null : { fileName: "offer-signed.pdf", uploadedAt: signedAt },
  };
}

function signaturesOf(
  sentAt: number,
  signedAt: number | null,
  status: OfferStatus,
  { contact, users, now }: PartDraw,
): Record<string, SignatureRecord> {
  const openedAt = status === "sent" ? null : Math.min(now, sentAt + HOUR_MS);
  const signature = (role: string, name: string, email: string): SignatureRecord => ({
    ...{ role, name, email, firstOpenedAt: openedAt, lastOpenedAt: openedAt, signedAt, signed: signedAt !== null },
  });
  const [company] = users;
  return {
    candidate: signature("candidate", contact?.name ?? "", contact?.emails[0] ?? ""),
    ...(company === undefined
      ? {}
      : { company_signature_1: signature("company_signature_1", company.name, company.email) }),
  };
}

/** Texts, numbers, times, ids and nothing. */
function fieldsOf(at: number, draw: PartDraw): OfferRecord["fields"] {
  const { contact, random } = draw;
  const requisition = requisitionOf(draw);
  return [
    ...postingFields(draw.posting),
    ...(requisition === undefined ? [] : [field("Requisition", "requisition", requisition.id)]),
    field("Candidate name", "candidate_name", contact?.name),
    field("Offered compensation amount", "salary_amount", random.integer(60, 180) * 1_000),
    field("Currency", "compensation_currency", "EUR"),
    field("Interval", "salary_interval", "per-year-salary"),
    field("Today's date", "today_date", at),
    field("Anticipated start date", "anticipated_start_date", at + 60 * DAY_MS),
    field("Signing bonus", "custom_signing_bonus", random.chance(0.5) ? 5_000 : null),
    field("Candidate signature", "candidate_signature", null),
  ];
}

function postingFields(posting: PostingRecord | undefined): OfferRecord["fields"] {
  return [
    field("Job posting", "job_posting", posting?.id),
    field("Job title", "job_title", posting?.text),
    field("Hiring manager", "hiring_manager", posting?.hiringManager),
    field("Location", "location", posting?.categories.location),
  ];
}

function field(text: string, identifier: string, value: string | number | null | undefined) {
  return { text, identifier, value: value ?? null };
}
