import type { ApplyToPostingInput } from "./apply-to-posting-input.js";
import type { ApplicationAnswers } from "./application-answers.js";

/** Lever docs, "Postings > Apply to a posting": `origin`. */
const ORIGINS = { APPLIED: "applied", INTERNAL: "internal" } as const;

/** The origin as Lever takes it; null where it takes none such. */
export function applicationOrigin({ origin }: ApplyToPostingInput): "applied" | "internal" | undefined | null {
  if (origin == null) return undefined;
  return origin === "APPLIED" || origin === "INTERNAL" ? ORIGINS[origin] : null;
}

/** An application as Lever takes it; what is not there is left out. Files have their place, and no address yet. */
export function applicationBody(answers: ApplicationAnswers, input: ApplyToPostingInput): object {
  const { personalInformation, urls, eeoResponses, customQuestions, consent } = answers;
  const origin = applicationOrigin(input);
  return {
    ...(customQuestions.length === 0 ? {} : { customQuestions }),
    personalInformation,
    ...(urls.length === 0 ? {} : { urls }),
    ...(eeoResponses.length === 0 ? {} : { eeoResponses: byName(eeoResponses) }),
    ...(input.ipAddress ? { ipAddress: input.ipAddress } : {}),
    ...(input.source ? { source: input.source } : {}),
    ...(Object.keys(consent).length === 0 ? {} : { consent }),
    ...(origin == null ? {} : { origin }),
  };
}

function byName(answers: ApplicationAnswers["eeoResponses"]): object {
  return Object.fromEntries(answers.map(({ name, value }) => [name, value]));
}
