import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { connectionTypes } from "../../paging/connection-types.js";
import { DateTime } from "../scalars/date-time.js";

const OUTCOMES = {
  DONE: "Lever did it.",
  NOTHING_TO_DO: "It was as asked already: nothing was sent.",
  REFUSED: "It was refused, here or by Lever.",
  FAILED: "Lever did not do it, or could not be asked.",
  UNKNOWN: "It was begun, and how it ended is not known (yet).",
} as const;

/** What became of a write. */
export type AtsAuditOutcome = keyof typeof OUTCOMES;
export const AtsAuditOutcome = {
  DONE: "DONE",
  NOTHING_TO_DO: "NOTHING_TO_DO",
  REFUSED: "REFUSED",
  FAILED: "FAILED",
  UNKNOWN: "UNKNOWN",
} as const satisfies { readonly [Outcome in AtsAuditOutcome]: Outcome };
registerEnumType(AtsAuditOutcome, {
  name: "AtsAuditOutcome",
  description: "What became of a write.",
  valuesConfig: Object.fromEntries(
    Object.entries(OUTCOMES).map(([outcome, description]) => [outcome, { description }]),
  ),
});

@Directive("@cacheControl(maxAge: 0, scope: PRIVATE)")
@ObjectType({ description: "One write, without any personal text." })
export class AtsAuditLogEntry {
  @Field(() => ID, { description: "<connection>.<id of ours>" })
  id!: string;

  @Field(() => DateTime, { description: "When it was begun." })
  at!: number;

  @Field(() => ID, { nullable: true, description: "Findem's id of who asked for it; null where nobody was named." })
  userId!: string | null;

  @Field(() => String, { description: "The mutation's name." })
  action!: string;

  @Field(() => ID, {
    nullable: true,
    description: "The `id` of the opportunity that it was about; null where there was none, or none yet.",
  })
  opportunityId!: string | null;

  @Field(() => AtsAuditOutcome, { description: "What became of it." })
  outcome!: AtsAuditOutcome;

  /** Not fields: the resolver turns them into `performedAs`. */
  connectionId!: string;
  performedAsExternalId!: string | null;
}

export const { Connection: AtsAuditLogConnection } = connectionTypes<AtsAuditLogEntry>(
  () => AtsAuditLogEntry,
  "AtsAuditLog",
);
