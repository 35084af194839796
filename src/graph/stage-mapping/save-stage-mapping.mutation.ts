import { randomUUID } from "node:crypto";
import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { documentOf } from "../../stage-mapping/mapping-document.js";
import type { StageMappingInput } from "../../stage-mapping/mapping-input.js";
import type { StageMappingRecord } from "../../store/store.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { AtsUserError, userError } from "../../user-errors/user-error.js";
import { through } from "../entity-reference.js";
import { RequiresRole } from "../requires-role.js";
import { checkMapping, faultErrors } from "./mapping-check.loader.js";
import { StageMapping, toStageMapping } from "./stage-mapping.js";
import { stageMappingInForce } from "./stage-mapping.loader.js";
import { SaveStageMappingInput, toMappingInput } from "./stage-mapping-input.js";

@ObjectType({ description: "What came of it." })
export class SaveStageMappingPayload {
  @Field(() => StageMapping, {
    nullable: true,
    description: "As it is now; with VERSION_CONFLICT: what somebody else saved. Null with other user errors.",
  })
  stageMapping!: StageMapping | null;

  @Field(() => [AtsUserError], { description: "What the caller can mend; empty where it was saved." })
  userErrors!: readonly AtsUserError[];
}

@Resolver()
export class SaveStageMapping {
  @RequiresRole("admin")
  @Mutation(() => SaveStageMappingPayload, {
    nullable: true,
    description:
      "Replaces the stage mapping, if it still has the expected version. All faults are told at once. Needs the role admin.",
  })
  async saveStageMapping(
    @Arg("input", () => SaveStageMappingInput) input: SaveStageMappingInput,
    @Ctx() context: GraphContext,
  ): Promise<SaveStageMappingPayload> {
    const wanted = toMappingInput(input);
    try {
      const saved = await through(context, input.connectionId, (scope) =>
        save(context, scope, wanted, input.expectedVersion),
      );
      return saved ?? refused(userError("NOT_FOUND", { path: ["input", "connectionId"] }));
    } catch (failure) {
      return refused(userErrorFrom(failure));
    }
  }
}

async function save(
  context: GraphContext,
  scope: ConnectionScope,
  wanted: StageMappingInput,
  expectedVersion: number,
): Promise<SaveStageMappingPayload> {
  const present = await scope.load.fresh(stageMappingInForce, "now");
  if (present.version !== expectedVersion) return conflict(present);
  const { faults, listed } = await checkMapping(context, scope, wanted, present);
  if (faults.length > 0) return refused(...faultErrors(faults));
  const document = documentOf(wanted, present.document, listed, randomUUID);
  const by = { userId: context.caller.userId, now: context.clock.epochMs() };
  const saved = await scope.stageMappings.save(scope.connection.id, expectedVersion, document, by);
  // What follows in this operation goes by the mapping as it is now.
  const now = await scope.load.fresh(stageMappingInForce, "now");
  return saved ? { stageMapping: toStageMapping(saved), userErrors: [] } : conflict(now);
}

function conflict(present: StageMappingRecord): SaveStageMappingPayload {
  const path = ["input", "expectedVersion"];
  return { stageMapping: toStageMapping(present), userErrors: [userError("VERSION_CONFLICT", { path })] };
}

function refused(...userErrors: readonly AtsUserError[]): SaveStageMappingPayload {
  return { stageMapping: null, userErrors };
}
