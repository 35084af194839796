import { arrayMember, millisMember, objectMember, oneOfMember, textMember } from "../../routing/body-member.js";
import { isEmail } from "../../routing/query-parameter.js";
import { badRequest } from "../../routing/refusal.js";
import type { MemberReader, ParsedBody } from "../../routing/request-body.js";
import { ORIGINS } from "./list-query.js";

const emailMember: MemberReader<string> = (value, pointer) => {
  const address = textMember(value, pointer);
  if (!isEmail(address)) throw badRequest("Email address is not valid", pointer);
  return address;
};

/** Phone numbers as they are sent. */
export const phonesMember = arrayMember(
  objectMember({ value: textMember, type: oneOfMember("mobile", "home", "work", "skype", "other") }),
);
/** E-mail addresses as they are sent. */
export const emailsMember = arrayMember(emailMember);

/** Lever docs, "Create an opportunity": the body, without what multipart alone can hold. */
export const CREATE_BODY = {
  name: textMember,
  headline: textMember,
  location: textMember,
  stage: textMember,
  phones: phonesMember,
  emails: emailsMember,
  links: arrayMember(textMember),
  tags: arrayMember(textMember),
  sources: arrayMember(textMember),
  origin: oneOfMember(...ORIGINS),
  owner: textMember,
  followers: arrayMember(textMember),
  postings: arrayMember(textMember),
  createdAt: millisMember,
  archived: objectMember({ reason: textMember, archivedAt: millisMember }),
  contact: textMember,
  opportunityLocation: textMember,
};

export type CreateBody = ParsedBody<typeof CREATE_BODY>;
