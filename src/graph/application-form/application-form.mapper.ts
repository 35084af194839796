import { booleanOf, filledTextOf, idOf, listOf, objectOf, textOf } from "../../lever/reading.js";
import { toQuestionSets } from "../form-field/form-field.mapper.js";
import type { AtsApplicationForm, AtsApplicationQuestion, AtsConsentDisclosure } from "./application-form.js";
import type { ApplicationFormWire, ApplicationQuestionWire, ConsentDisclosureWire } from "./application-form.wire.js";

/** The border: what Lever sends, as the graph has it. */
export function toApplicationForm(connectionId: string, wire: ApplicationFormWire): AtsApplicationForm {
  return {
    personalInformation: toQuestions(wire.personalInformation),
    urls: toQuestions(wire.urls),
    customQuestions: toQuestionSets({ connectionId, opportunityId: null }, wire.customQuestions),
    eeoQuestions: entriesOf(wire.eeoQuestions).flatMap(([key, question]) => toQuestion(question, key) ?? []),
    consents: entriesOf(wire.consentDisclosures).flatMap(([kind, consent]) => toConsent(kind, consent) ?? []),
  };
}

function toQuestions(wires: unknown): readonly AtsApplicationQuestion[] {
  return listOf(wires).flatMap((wire) => toQuestion(wire) ?? []);
}

/** Null for what has no name to answer it by; `key`: what an EEO question is known by. */
function toQuestion(wire: unknown, key?: string): AtsApplicationQuestion | null {
  const question = objectOf(wire) as Partial<ApplicationQuestionWire> | null;
  const name = key ?? filledTextOf(question?.name);
  if (!question || name === null) return null;
  return {
    name,
    label: textOf(question.text) ?? name,
    type: textOf(question.type) ?? "",
    required: booleanOf(question.required) ?? false,
    options: listOf(question.options).flatMap((option) => textOf(objectOf(option)?.["text"]) ?? []),
  };
}

function toConsent(kind: string, wire: unknown): AtsConsentDisclosure | null {
  const consent = objectOf(wire) as Partial<ConsentDisclosureWire> | null;
  if (!consent) return null;
  return {
    kind,
    statement: filledTextOf(consent.statement),
    statementHtml: filledTextOf(consent.statementHtml),
    displayState: filledTextOf(consent.displayState),
    compliancePolicyId: idOf(consent.compliancePolicyId),
  };
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return Object.entries(objectOf(value) ?? {});
}
