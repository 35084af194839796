import { isIdPart } from "../ids/entity-id.js";
import { idOf, objectOf } from "../lever/reading.js";

/** Lever's tokens have 48 characters; more than that is taken, within reason. Lever docs, "Webhooks > Envelope". */
const MAX_TOKEN_LENGTH = 200;
const MAX_EVENT_LENGTH = 100;

/** One call of a webhook, as it came: nothing of it is known to be true but what its signature covers. */
export interface Delivery {
  readonly event: string;
  /** Unique for each delivery. */
  readonly token: string;
  /** Milliseconds since the Unix epoch. */
  readonly triggeredAt: number;
  /** Null: there is none. */
  readonly signature: string | null;
  /** What it says that it is about. The signature does not cover this: it is a hint what to read again. */
  readonly opportunityId: string | null;
  readonly contactId: string | null;
}

/**
 * Reads the body of a delivery; null where it is none. Members of `data` are documented in full for one event only:
 * what is missing or of another kind there is no reason to refuse the rest. Lever docs, "Webhooks".
 */
export function readDelivery(body: unknown): Delivery | null {
  const members = objectOf(body) ?? {};
  const { event, token, signature, data } = members;
  const triggeredAt = instantOf(members["triggeredAt"]);
  const hints = objectOf(data ?? {});
  if (!isText(event, MAX_EVENT_LENGTH) || !isText(token, MAX_TOKEN_LENGTH)) return null;
  if (triggeredAt === null || hints === null) return null;
  return {
    event,
    token,
    triggeredAt,
    signature: typeof signature === "string" ? signature : null,
    opportunityId: hintOf(hints["opportunityId"]),
    contactId: hintOf(hints["contactId"]),
  };
}

function isText(value: unknown, maxLength: number): value is string {
  return typeof value === "string" && value !== "" && value.length <= maxLength;
}

/** A whole number, or a text that is one: some examples of Lever's documentation give numbers as texts. */
function instantOf(value: unknown): number | null {
  const number = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** What can't be an id never gets near a URL. */
function hintOf(value: unknown): string | null {
  const id = idOf(value);
  return isIdPart(id) ? id : null;
}
