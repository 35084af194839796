import type { NoteRecord } from "../../data.js";
import {
  arrayMember,
  flagMember,
  integerMember,
  millisMember,
  nullableMember,
  objectMember,
  required,
  textMember,
} from "../../routing/body-member.js";
import { badRequest } from "../../routing/refusal.js";
import type { IncomingCall } from "../../routing/route.js";
import type { ParsedBody } from "../../routing/request-body.js";

const COMMENT_BODY = { value: textMember, createdAt: millisMember };
const CREATE_BODY = {
  ...COMMENT_BODY,
  secret: flagMember,
  score: nullableMember(integerMember(1, 4)),
  notifyFollowers: flagMember,
};
const UPDATE_BODY = {
  values: arrayMember(
    objectMember({
      ...COMMENT_BODY,
      user: nullableMember(textMember),
      secret: flagMember,
      completedAt: millisMember,
      score: nullableMember(integerMember(1, 4)),
    }),
  ),
};

type CommentRecord = NoteRecord["fields"][number];

type Written = ParsedBody<typeof CREATE_BODY> & { readonly user?: string | null | undefined };

/** What a new note says. Throws 400. */
export function readNote(call: IncomingCall): Written {
  return call.body.json(CREATE_BODY);
}

/** What a new comment says: its text and time alone. Throws 400. */
export function readComment(call: IncomingCall): Written {
  return call.body.json(COMMENT_BODY);
}

/** What a note is replaced with: at least one comment. Throws 400. */
export function readReplacement(call: IncomingCall): readonly [Written, ...Written[]] {
  const [first, ...others] = required(call.body.json(UPDATE_BODY).values, "values");
  if (first === undefined) throw badRequest("Must not be empty", "/values");
  return [first, ...others];
}

/** A comment of a thread. Throws 400 without a text, and of a time that is to come. */
export function commentOf(
  written: Written,
  stage: string,
  user: string | null,
  { account }: IncomingCall,
): CommentRecord {
  const { createdAt = account.now(), score = null } = written;
  const value = required(written.value, "value");
  if (value === "") throw badRequest("Must not be empty", "/value");
  if (createdAt > account.now()) throw badRequest("Must be in the past", "/createdAt");
  return { type: "note", text: "Comment", value, createdAt, user: written.user ?? user, score, stage };
}
