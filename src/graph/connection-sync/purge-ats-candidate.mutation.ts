import { Arg, Ctx, Directive, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { entityId } from "../../ids/entity-id.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { AtsUserError, userError } from "../../user-errors/user-error.js";
import { externalReference } from "../entity-reference.js";
import { RequiresRole } from "../requires-role.js";

@InputType({ description: "Whom to forget." })
export class PurgeAtsCandidateInput {
  @Field(() => ID, { description: "The person; they need not be in Lever any more." })
  candidateId!: string;
}

@ObjectType({ description: "What came of it." })
export class PurgeAtsCandidatePayload {
  @Field(() => ID, { nullable: true, description: "The person of whom nothing is kept here any more." })
  purgedId!: string | null;

  @Field(() => [AtsUserError], { description: "What the caller can mend; empty where it was done." })
  userErrors!: readonly AtsUserError[];
}

@Resolver()
export class PurgeAtsCandidate {
  @Directive('@tag(name: "internal")')
  @RequiresRole("admin")
  @Mutation(() => PurgeAtsCandidatePayload, {
    nullable: true,
    description:
      "Removes everything kept here of one person: caches, link index, records of writes and of bulk operations, their opportunities in the audit log, what webhooks told, and all uploads of the connection that are still here, since nobody can tell whose they are. What is in Lever stays, and a later sync learns of whoever is still there. Needs the role admin.",
  })
  async purgeAtsCandidate(
    @Arg("input", () => PurgeAtsCandidateInput, { description: "Whom." }) input: PurgeAtsCandidateInput,
    @Ctx() { connections, services }: GraphContext,
  ): Promise<PurgeAtsCandidatePayload> {
    const { connectionId, externalId } = externalReference(input.candidateId, "input.candidateId");
    try {
      const record = await connections.record(connectionId);
      if (!record) return refused(userError("NOT_FOUND", { path: ["input", "candidateId"] }));
      if (!(await services.purge.purge(record, externalId)))
        return refused(userError("WRITE_OUTCOME_UNKNOWN", AT_WORK));
      return { purgedId: entityId(connectionId, externalId), userErrors: [] };
    } catch (failure) {
      return refused(userErrorFrom(failure));
    }
  }
}

/** Somebody waits for the answer to a write about them, or an operation on many items has them still to do. */
const AT_WORK = {
  message:
    "Something is just being written about the person: ask again when that is done, and until then not everything is gone.",
  retryable: true,
  retryAfterMs: 5_000,
};

function refused(...userErrors: readonly AtsUserError[]): PurgeAtsCandidatePayload {
  return { purgedId: null, userErrors };
}
