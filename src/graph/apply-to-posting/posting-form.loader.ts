import type { ConnectionScope } from "../../context/connection-scope.js";
import { idOf, listOf, objectOf, textsOf } from "../../lever/reading.js";
import { unlessMissing } from "../../loading/unless-missing.js";
import { singleApplicationForm } from "../application-form/application-form.lever.js";
import { toApplicationForm } from "../application-form/application-form.mapper.js";
import type { ApplicationFormWire } from "../application-form/application-form.wire.js";
import { toFormFields } from "../form-field/form-field.mapper.js";
import type { Distribution, OwnQuestion, OwnQuestions, PostingForm } from "./posting-form.js";

/** A posting's application form; null where Lever has none. `fresh` reads past every cache. @throws LeverError */
export async function readPostingForm(
  { lever }: ConnectionScope,
  posting: string,
  distribution: Distribution,
): Promise<PostingForm | null> {
  const form = await unlessMissing(lever.one(singleApplicationForm, { posting }));
  return form && toPostingForm(lever.connectionId, form.value, distribution);
}

/**
 * The border. The whole form is asked for, both sites' questions: answers go by place in it. A question that is asked
 * on the other site only has its place, and needs no answer.
 */
function toPostingForm(connectionId: string, wire: ApplicationFormWire, distribution: Distribution): PostingForm {
  const { personalInformation, urls, eeoQuestions, consents } = toApplicationForm(connectionId, wire);
  const policyOf = (kind: string): string | null =>
    consents.find((consent) => consent.kind === kind)?.compliancePolicyId ?? null;
  return {
    personalInformation,
    urls,
    eeoQuestions,
    customQuestions: listOf(wire.customQuestions).flatMap((set) => toOwnQuestions(connectionId, set, distribution)),
    policies: { store: policyOf("store"), marketing: policyOf("marketing") },
  };
}

function toOwnQuestions(connectionId: string, wire: unknown, distribution: Distribution): readonly OwnQuestions[] {
  const set = objectOf(wire);
  const id = idOf(set?.["id"]);
  if (!set || id === null) return [];
  const fields = listOf(set["fields"]).flatMap((field): readonly OwnQuestion[] => {
    const [question] = toFormFields({ connectionId, opportunityId: null }, [field]);
    if (!question) return [];
    const { label, type, required, options } = question;
    const isAsked = isAskedOn(objectOf(field)?.["distribution"], distribution);
    return [{ id: question.id, label, type, required: required && isAsked, options }];
  });
  return [{ id, fields }];
}

/** Without a `distribution` a question is asked on both sites. */
function isAskedOn(sites: unknown, distribution: Distribution): boolean {
  return !Array.isArray(sites) || textsOf(sites).includes(distribution);
}
