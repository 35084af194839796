import {
  arrayMember,
  flagMember,
  nullableMember,
  objectMember,
  oneOfMember,
  textMember,
} from "../../routing/body-member.js";
import type { MemberReader, ParsedBody } from "../../routing/request-body.js";

const anything: MemberReader<unknown> = (value) => value;
const namedAnswers = arrayMember(objectMember({ name: textMember, value: anything }));
const consent = objectMember({ provided: flagMember, compliancePolicyId: textMember });

/** Lever docs, "Apply to a posting": the body. */
export const APPLICATION_BODY = {
  customQuestions: arrayMember(
    objectMember({ id: textMember, fields: arrayMember(objectMember({ value: anything })) }),
  ),
  personalInformation: namedAnswers,
  urls: namedAnswers,
  eeoResponses: objectMember({
    gender: nullableMember(textMember),
    race: nullableMember(textMember),
    veteran: nullableMember(textMember),
    disability: nullableMember(textMember),
    disabilitySignature: nullableMember(textMember),
    disabilitySignatureDate: nullableMember(textMember),
  }),
  ipAddress: textMember,
  source: textMember,
  consent: objectMember({ store: consent, marketing: consent }),
  diversitySurvey: anything,
  origin: oneOfMember("applied", "internal"),
};

export type ApplicationBody = ParsedBody<typeof APPLICATION_BODY>;

/** An answer that goes by its question's name. */
export interface NamedAnswer {
  readonly name?: string | undefined;
  readonly value?: unknown;
}
