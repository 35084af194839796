import type { Sandbox } from "../../sandbox/sandbox.js";
import { EVERYTHING_KEY } from "../../sandbox/keys.js";

/** An API key that must never be seen anywhere but in a request to Lever. */
export const CANARY_KEY = "canary-api-key-Qx7f3pZ2";

/** What is personal of one person, and so belongs into answers to their account alone. */
const CANARY_PERSON = {
  name: "Canary Quillfeather",
  email: "canary.quillfeather@private.test",
  phone: "+4915200canary",
  note: "canary note: prefers to be called after six",
} as const;

const WORDS = [CANARY_KEY, Buffer.from(`${CANARY_KEY}:`).toString("base64"), ...Object.values(CANARY_PERSON)];

/** Which of the canaries are in a text. */
export function canariesIn(text: string): readonly string[] {
  return WORDS.filter((word) => text.includes(word));
}

/** Gives the sandbox the canary key, and makes the person of one candidacy the canary; answers with Lever's id of it. */
export function plantCanaries({ data, addKey }: Pick<Sandbox, "data" | "addKey">): string {
  const everything = data.keys.get(EVERYTHING_KEY);
  const [row] = [...data.opportunities.values()].filter(({ confidentiality }) => confidentiality !== "confidential");
  const contact = data.contacts.get(row?.contact ?? "");
  if (!everything || !row || !contact) throw new Error("The seed has nobody to be the canary");
  addKey({ ...everything, apiKey: CANARY_KEY });
  const { name, email, phone, note: text } = CANARY_PERSON;
  Object.assign(contact, { name, emails: [email], phones: [{ type: "mobile", value: phone }] });
  const fields = [
    { type: "note", text: "Note", value: text, createdAt: row.createdAt, user: null, score: null, stage: null },
  ];
  const note = { id: "canary-note", opportunityId: row.id, text, fields: fields as never, user: null, secret: false };
  data.notes.set(note.id, { ...note, createdAt: row.createdAt, completedAt: null, deletedAt: null });
  return row.id;
}
