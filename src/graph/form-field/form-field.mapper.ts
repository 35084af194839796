import { booleanOf, filledTextOf, idOf, listOf, millisOf, objectOf, textOf } from "../../lever/reading.js";
import type { AtsFormField, AtsQuestionSet } from "./form-field.js";
import type { FormFieldWire, QuestionSetWire } from "./form-field.wire.js";
import type { FormPlace } from "./form-place.js";
import { toTypedAnswer } from "./typed-answer.mapper.js";

/** The border: a question as Lever sends it, as the graph has it; null for what is no question. */
export function toFormField(place: FormPlace, wire: unknown): AtsFormField | null {
  const field = objectOf(wire) as Partial<FormFieldWire> | null;
  if (!field) return null;
  const type = textOf(field.type) ?? "";
  const options = optionsOf(field.options);
  const value = field.value ?? null;
  return {
    id: idOf(field.id),
    type,
    label: textOf(field.text) ?? "",
    description: filledTextOf(field.description),
    required: booleanOf(field.required) ?? false,
    options,
    value,
    ...toTypedAnswer({ place, type, options, value }),
    currency: filledTextOf(field.currency),
  };
}

/** The questions of a form as Lever sends them; none for anything but a list. */
export function toFormFields(place: FormPlace, wires: unknown): readonly AtsFormField[] {
  return listOf(wires).flatMap((wire) => toFormField(place, wire) ?? []);
}

/** The border: a group of questions as Lever sends it; null for what is none. */
export function toQuestionSet(place: FormPlace, wire: unknown): AtsQuestionSet | null {
  const form = objectOf(wire) as Partial<QuestionSetWire> | null;
  if (!form) return null;
  return {
    id: idOf(form.id),
    name: textOf(form.text) ?? "",
    description: filledTextOf(form.description) ?? filledTextOf(form.instructions),
    fields: toFormFields(place, form.fields),
    createdAt: millisOf(form.createdAt),
    completedAt: millisOf(form.completedAt),
  };
}

/** Groups of questions as Lever sends them; none for anything but a list. */
export function toQuestionSets(place: FormPlace, wires: unknown): readonly AtsQuestionSet[] {
  return listOf(wires).flatMap((wire) => toQuestionSet(place, wire) ?? []);
}

function optionsOf(wires: unknown): readonly string[] {
  return listOf(wires).flatMap((option) => textOf(objectOf(option)?.["text"] ?? option) ?? []);
}
