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
      "Removes everything kept here of one person: caches, link index, records. What is in Lever stays, and a later sync learns of whoever is still there. Needs the role admin.",
  })
  async purgeAtsCandidate(
    @Arg("input", () => PurgeAtsCandidateInput, { description: "Whom." }) input: PurgeAtsCandidateInput,
    @Ctx() { connections, services }: GraphContext,
  ): Promise<PurgeAtsCandidatePayload> {
    const { connectionId, externalId } = externalReference(input.candidateId, "input.candidateId");
    try {
      const record = await connections.record(connectionId);
      if (!record) return refused(userError("NOT_FOUND", { path: ["input", "candidateId"] }));
      // What is kept of writes and in the audit log are ids of opportunities, and tells nothing of a person.
      await services.store.links.forgetContact(connectionId, externalId);
      await services.pool.forget({ accountId: record.accountId, connectionId });
      return { purgedId: entityId(connectionId, externalId), userErrors: [] };
    } catch (failure) {
      return refused(userErrorFrom(failure));
    }
  }
}

function refused(...userErrors: readonly AtsUserError[]): PurgeAtsCandidatePayload {
  return { purgedId: null, userErrors };
}
