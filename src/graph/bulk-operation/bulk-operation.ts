import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionTypes } from "../../paging/connection-types.js";
import { AtsUserError } from "../../user-errors/user-error.js";
import { KEY_BY_ID } from "../directives.js";
import { AtsExportOutcome, AtsExportStep } from "../export-profile/export-step.js";
import { DateTime } from "../scalars/date-time.js";

export const AtsBulkState = { RUNNING: "RUNNING", DONE: "DONE" } as const;
export type AtsBulkState = keyof typeof AtsBulkState;
registerEnumType(AtsBulkState, {
  name: "AtsBulkState",
  description: "How far an operation on many items is.",
  valuesConfig: {
    RUNNING: { description: "Some items are still to be done." },
    DONE: { description: "Every item was done, or failed." },
  },
});

@ObjectType({ description: "One item of an operation, done or failed." })
export class AtsBulkItem {
  @Field(() => Int, { description: "Its place in the input, from 0." })
  index!: number;

  @Field(() => AtsExportOutcome, { nullable: true, description: "Of an export." })
  exportOutcome!: AtsExportOutcome | null;

  @Field(() => [AtsExportStep], { nullable: true, description: "Of an export." })
  exportSteps!: readonly AtsExportStep[] | null;

  @Field(() => [AtsUserError], { description: "Why it was not done; empty where it was." })
  userErrors!: readonly AtsUserError[];

  /** Not fields: the resolver reads them afresh. Ids of the graph's. */
  opportunityId!: string | null;
  candidateId!: string | null;
}

@Directive(KEY_BY_ID)
@ObjectType({
  description: "Work on many items, done within Lever's budget after the mutation has answered; it survives restarts.",
})
export class AtsBulkOperation {
  @Field(() => ID, { description: "Poll atsBulkOperation with it." })
  id!: string;

  @Field(() => AtsBulkState, { description: "Whether anything is left to do." })
  state!: AtsBulkState;

  @Field(() => Int, { description: "How many items were asked for." })
  total!: number;

  @Field(() => Int, { description: "How many are done or failed." })
  processed!: number;

  @Field(() => Int, { description: "How many failed." })
  failed!: number;

  @Field(() => DateTime, { description: "When it was asked for." })
  startedAt!: number;

  @Field(() => DateTime, { nullable: true, description: "When the last item was done; null while it runs." })
  finishedAt!: number | null;
}

export const { Connection: AtsBulkItemConnection } = connectionTypes<AtsBulkItem>(() => AtsBulkItem, "AtsBulkItem");
