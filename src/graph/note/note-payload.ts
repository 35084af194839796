import { Directive, Field, ObjectType } from "type-graphql";
import { AtsUserError } from "../../user-errors/user-error.js";
import { AtsPlannedRequest } from "../opportunity-write/planned-request.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { AtsNote } from "./note.js";

/** What a write of a note answers with; an Error in a field fails that field alone. */
export interface NotePayload {
  note: AtsNote | Error | null;
  opportunity: Opportunity | Error | null;
  plannedRequests: readonly AtsPlannedRequest[] | null;
  userErrors: readonly AtsUserError[];
}

type PayloadClass = new () => NotePayload;

/** The payload type of one mutation: each has its own, so that each can grow. */
export function notePayload(name: string): PayloadClass {
  @ObjectType(name, { description: "What came of it." })
  class Payload implements NotePayload {
    @Field(() => AtsNote, { nullable: true, description: "The note as it is in Lever now." })
    note!: AtsNote | Error | null;

    @Field(() => Opportunity, { nullable: true, description: "The opportunity as it is in Lever now." })
    opportunity!: Opportunity | Error | null;

    @Directive('@tag(name: "internal")')
    @Field(() => [AtsPlannedRequest], {
      nullable: true,
      description: "With dryRun: what would be sent, in order. Null where it was no dry run.",
    })
    plannedRequests!: readonly AtsPlannedRequest[] | null;

    @Field(() => [AtsUserError], { description: "What the caller can mend; empty where it is done." })
    userErrors!: readonly AtsUserError[];
  }
  return Payload;
}
