import type { OptionRecord, ProfileFormRecord, QuestionRecord } from "../records/form.record.js";
import type { FormTemplateRecord } from "../records/template.record.js";
import { arrayMember, flagMember, nullableMember, objectMember, required, textMember } from "../routing/body-member.js";
import { asDocumented, bare } from "../routing/envelope.js";
import { badRequest } from "../routing/refusal.js";
import type { MemberReader, ParsedBody } from "../routing/request-body.js";
import { defineTwins, type IncomingCall, objectAnswer, type Route } from "../routing/route.js";
import { formShape } from "../shapes/form.shape.js";
import { demandAnswer } from "./answer.js";
import { opportunityOf } from "./find.js";
import { PERFORM_AS_PARAMETER, performerOf } from "./perform-as.js";
import { touch } from "./touch.js";

const anything: MemberReader<unknown> = (value) => value;

const FIELD = {
  id: textMember,
  type: textMember,
  text: textMember,
  description: nullableMember(textMember),
  required: flagMember,
  prompt: textMember,
  options: arrayMember<OptionRecord>((value, pointer) => ({
    text: required(objectMember({ text: textMember, optionId: textMember })(value, pointer).text, "text"),
  })),
  currency: textMember,
  value: anything,
};

const BODY = { baseTemplateId: textMember, fields: arrayMember(objectMember(FIELD)), secret: flagMember };

type WrittenField = ParsedBody<typeof FIELD>;

/** Lever docs, "Create a profile form": all fields of the template, in its shape; else nothing is made. */
export const formWriteRoutes: readonly Route[] = defineTwins({
  method: "POST",
  template: "/opportunities/:opportunity/forms",
  query: PERFORM_AS_PARAMETER,
  answer(call) {
    const opportunity = opportunityOf(call);
    const user = performerOf(call);
    const { baseTemplateId, fields } = call.body.json(BODY);
    const template = templateOf(required(baseTemplateId, "baseTemplateId"), call);
    const createdAt = call.account.now();
    const form: ProfileFormRecord = {
      ...{ id: call.account.newId(), opportunityId: opportunity.id, type: "form" },
      ...{ text: template.text, instructions: template.instructions, baseTemplateId: template.id },
      fields: filled(template, required(fields, "fields")),
      ...{ user, stage: opportunity.stage, createdAt, completedAt: createdAt, deletedAt: null },
    };
    call.account.data.profileForms.set(form.id, form);
    touch(opportunity, call.account);
    // The example of the answer has neither an envelope nor a type.
    const { type: _, ...shape } = formShape(form) as { readonly type: string };
    return asDocumented(objectAnswer(shape, 201), call, bare);
  },
});

function templateOf(id: string, { account }: IncomingCall): FormTemplateRecord {
  const template = account.data.formTemplates.get(id);
  if (template === undefined) throw badRequest(`form_templates ${id} was not found`, "/baseTemplateId");
  return template;
}

function filled(template: FormTemplateRecord, written: readonly WrittenField[]): ProfileFormRecord["fields"] {
  if (written.length !== template.fields.length) throw badRequest("Must hold all fields of the template", "/fields");
  return template.fields.map((question, place) => {
    const field = written[place] ?? {};
    demandSame(question, field, `/fields/${place}`);
    demandAnswer(question, field.value, `/fields/${place}/value`);
    return { ...question, value: field.value ?? null };
  });
}

/** The strict reading of "all fields of the template in its shape": type, text, description and required are its own. */
function demandSame(question: QuestionRecord, field: WrittenField, pointer: string): void {
  const description = question.description ?? "";
  if (field.type !== question.type) throw badRequest(`Must be ${question.type}`, `${pointer}/type`);
  if (field.text !== question.text) throw badRequest("Does not match the template", `${pointer}/text`);
  if ((field.description ?? "") !== description) {
    throw badRequest("Does not match the template", `${pointer}/description`);
  }
  if (field.required !== question.required) throw badRequest("Does not match the template", `${pointer}/required`);
  if (field.value === undefined) throw badRequest("Is required", `${pointer}/value`);
}
