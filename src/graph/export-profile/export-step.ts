import { Field, ObjectType, registerEnumType } from "type-graphql";
import { AtsUserError } from "../../user-errors/user-error.js";

export const AtsExportOutcome = {
  CREATED: "CREATED",
  LINKED: "LINKED",
  UPDATED: "UPDATED",
  SKIPPED: "SKIPPED",
} as const;
export type AtsExportOutcome = keyof typeof AtsExportOutcome;
registerEnumType(AtsExportOutcome, {
  name: "AtsExportOutcome",
  description: "What an export came to.",
  valuesConfig: {
    CREATED: { description: "A new person in Lever, with an opportunity." },
    LINKED: { description: "A new opportunity for a person who was there." },
    UPDATED: { description: "An opportunity that was there was written to." },
    SKIPPED: { description: "The person was there; nothing was written." },
  },
});

export const AtsExportStepName = {
  FIND: "FIND",
  CREATE: "CREATE",
  LINKS: "LINKS",
  TAGS: "TAGS",
  SOURCE: "SOURCE",
  NOTE: "NOTE",
  RESUME: "RESUME",
  FILES: "FILES",
} as const;
export type AtsExportStepName = keyof typeof AtsExportStepName;
registerEnumType(AtsExportStepName, {
  name: "AtsExportStepName",
  description: "A step of an export, in this order.",
  valuesConfig: {
    FIND: { description: "Looking for the person in Lever." },
    CREATE: { description: "Making the opportunity." },
    LINKS: { description: "The person's LinkedIn, GitHub and Findem profiles." },
    TAGS: { description: "Tags." },
    SOURCE: { description: "The source." },
    NOTE: { description: "The note." },
    RESUME: { description: "The resume." },
    FILES: { description: "Other files." },
  },
});

export const AtsExportStepStatus = {
  DONE: "DONE",
  NOT_NEEDED: "NOT_NEEDED",
  FAILED: "FAILED",
  NOT_REACHED: "NOT_REACHED",
  UNKNOWN: "UNKNOWN",
} as const;
export type AtsExportStepStatus = keyof typeof AtsExportStepStatus;
registerEnumType(AtsExportStepStatus, {
  name: "AtsExportStepStatus",
  description: "How a step of an export went.",
  valuesConfig: {
    DONE: { description: "It is done, by this call or an earlier one with the same idempotency key." },
    NOT_NEEDED: { description: "There was nothing to do." },
    FAILED: { description: "It was not done; `error` says why. The same call again goes on here." },
    NOT_REACHED: { description: "A step before it failed." },
    UNKNOWN: { description: "It is not known whether it was done: the same call again finds out." },
  },
});

@ObjectType({ description: "A step of an export and how it went." })
export class AtsExportStep {
  @Field(() => AtsExportStepName, { description: "Which step." })
  name!: AtsExportStepName;

  @Field(() => AtsExportStepStatus, { description: "How it went." })
  status!: AtsExportStepStatus;

  @Field(() => AtsUserError, { nullable: true, description: "Why it was not done." })
  error!: AtsUserError | null;
}
