import type { EeoQuestionRecord } from "../records/apply-form.record.js";

/** The texts of the answers. */
export const EEO_ANSWERS = {
  gender: ["Male", "Female", "Decline to self-identify"],
  race: [
    "Hispanic or Latino",
    "White (Not Hispanic or Latino)",
    "Asian (Not Hispanic or Latino)",
    "Decline to self-identify",
  ],
  veteran: ["I am a veteran", "I am not a Protected Veteran", "Decline to self-identify"],
  disability: ["Yes, I have a disability", "No, I don't have a disability", "I don't wish to answer"],
} as const;

function dropdown(name: keyof typeof EEO_ANSWERS, text: string): EeoQuestionRecord {
  return {
    ...{ type: "dropdown", text, required: false, value: null, prompt: "Select..." },
    options: EEO_ANSWERS[name].map((option, number) => ({
      ...{ text: option, optionId: `${name}-${number}` },
      ...(number === 0 && name === "veteran" ? { description: "A veteran of the U.S. military" } : {}),
    })),
  };
}

/** The questions as an apply form has them. */
export const EEO_QUESTIONS: Readonly<Record<string, EeoQuestionRecord>> = {
  gender: dropdown("gender", "Gender"),
  race: dropdown("race", "Race"),
  veteran: dropdown("veteran", "Veteran status"),
  disability: dropdown("disability", "Disability status"),
  disabilitySignature: { type: "text", text: "Your name", required: false, value: null },
  disabilitySignatureDate: { type: "text", text: "Today's date", required: false, value: null },
};
