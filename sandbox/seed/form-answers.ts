import type { FieldRecord, QuestionRecord } from "../records/form.record.js";
import { type SeededRandom, uuidOf } from "./random.js";
import { DAY_MS } from "./time-spans.js";

/** Who answers, and when. */
export interface AnsweringPerson {
  readonly random: SeededRandom;
  /** Epoch milliseconds of the answers. */
  readonly at: number;
}

const WORDS = [
  "Curious and calm.",
  "Knows motors inside out.",
  "Asked good questions.",
  "Needs a larger team, I think.",
];
const SCHOOLS = ["Carnegie Mellon University", "ETH Zürich", "TU München", "清华大学"];
const CODE = "double clamp(double value) {\n  return value < 0 ? 0 : value > 1 ? 1 : value;\n}\n";

type Answering = (question: QuestionRecord, person: AnsweringPerson) => unknown;

const oneOption: Answering = ({ options = [] }, { random }) => random.pick(options).text;

const ANSWERS: Readonly<Record<string, Answering>> = {
  text: (_, { random }) => random.pick(WORDS),
  textarea: (_, { random }) => random.sample(WORDS, 2).join("\n\n"),
  code: () => CODE,
  date: (_, { random, at }) => at + random.integer(10, 90) * DAY_MS,
  currency: (_, { random }) => random.integer(50, 140) * 1_000 + 0.5,
  "yes-no": (_, { random }) => random.pick(["yes", "no"]),
  dropdown: oneOption,
  "multiple-choice": oneOption,
  "score-system": oneOption,
  "multiple-select": ({ options = [] }, { random }) => random.sample(options, 2).map(({ text }) => text),
  university: (_, { random }) => random.pick(SCHOOLS),
  score: (_, { random }) => random.integer(1, 4),
  scorecard: ({ scores = [] }, { random }) =>
    scores.map(() => ({ score: random.integer(1, 4), comment: random.pick(["", ...WORDS]) })),
  "file-upload": ({ id, text }, { at }) => ({
    ...{ id: uuidOf(`uploaded ${id ?? text} ${at}`), name: "cover-letter.pdf", ext: ".pdf", size: 48_211 },
    uploadedAt: at,
  }),
};

const LEFT_OUT = 0.12;

/** The answers to questions: some that need none have null or nothing at all. */
export function answered(questions: readonly QuestionRecord[], person: AnsweringPerson): FieldRecord[] {
  const { random } = person;
  return questions.map((question) => {
    if (question.required !== true && random.chance(LEFT_OUT)) {
      return random.chance(0.5) ? { ...question, value: null } : { ...question };
    }
    return { ...question, value: ANSWERS[question.type]?.(question, person) ?? null };
  });
}

/** Answers to feedback; null for the person: it is not submitted yet, and has none. */
export function answeredFeedback(questions: readonly QuestionRecord[], person: AnsweringPerson | null): FieldRecord[] {
  const fields =
    person === null ? questions.map((question) => ({ ...question, value: null })) : answered(questions, person);
  // The rating comes back as a "score" with a text. Seen in answers of Lever's.
  return fields.map((field) => (field.type === "score-system" ? { ...field, type: "score" } : field));
}
