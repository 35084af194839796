import { millisOf, numberOf, textOf, textsOf } from "../../lever/reading.js";
import { toAnswerFile } from "./answer-file.mapper.js";
import type { AtsFormField } from "./form-field.js";
import type { FormPlace } from "./form-place.js";

type TypedAnswer = Pick<AtsFormField, "valueText" | "valueNumber" | "valueDate" | "valueOptions" | "valueFile">;

/** An answer, and what it is read by. */
export interface Answer {
  readonly place: FormPlace;
  readonly type: string;
  readonly options: readonly string[];
  readonly value: unknown;
}

const NONE: TypedAnswer = {
  valueText: null,
  valueNumber: null,
  valueDate: null,
  valueOptions: null,
  valueFile: null,
};

type Read = (answer: Answer) => Partial<TypedAnswer>;

const readText: Read = ({ value }) => ({ valueText: textOf(value) });
const readNumber: Read = ({ value }) => ({ valueNumber: numberOf(value) });

/** Lever docs, "Form fields": what `value` holds, by `type`. A scorecard is of a shape of its own and has no field. */
const READ_BY_TYPE: Readonly<Record<string, Read>> = {
  text: readText,
  textarea: readText,
  code: readText,
  university: readText,
  note: readText,
  "yes-no": readText,
  dropdown: readText,
  "multiple-choice": readText,
  "score-system": readText,
  "multiple-select": (answer) => ({ valueOptions: chosenIn(answer) }),
  currency: readNumber,
  // The overall rating of a feedback form comes as a score as well, and then is a text.
  score: (answer) => (numberOf(answer.value) === null ? readText(answer) : readNumber(answer)),
  date: ({ value }) => ({ valueDate: millisOf(value) }),
  "file-upload": ({ place, value }) => ({ valueFile: toAnswerFile(place, value) }),
};

/** The answer in the field of its type; null in all of them where there is none, or it is not of that type. */
export function toTypedAnswer(answer: Answer): TypedAnswer {
  // One of Lever's examples writes "multiple choice".
  const type = answer.type.replaceAll(" ", "-");
  const read = Object.hasOwn(READ_BY_TYPE, type) ? READ_BY_TYPE[type] : undefined;
  return { ...NONE, ...read?.(answer) };
}

/** Lever's table has several options joined by a comma, its examples have a list. */
function chosenIn({ value, options }: Answer): readonly string[] | null {
  if (Array.isArray(value)) return textsOf(value);
  if (typeof value !== "string" || value === "") return null;
  if (options.includes(value)) return [value];
  const parts = value.split(",").map((part) => part.trim());
  return options.length === 0 || parts.every((part) => options.includes(part)) ? parts : null;
}
