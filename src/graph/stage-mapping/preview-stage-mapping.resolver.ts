import { randomUUID } from "node:crypto";
import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { type MappingChangeCounts, MappingChanges } from "../../stage-mapping/mapping-changes.js";
import { documentOf } from "../../stage-mapping/mapping-document.js";
import type { StageMappingInput } from "../../stage-mapping/mapping-input.js";
import { AtsUserError, userError } from "../../user-errors/user-error.js";
import { through } from "../entity-reference.js";
import { activeRows } from "../pipeline/active-walk.loader.js";
import { RequiresRole } from "../requires-role.js";
import { checkMapping, faultErrors } from "./mapping-check.loader.js";
import { stageMappingInForce } from "./stage-mapping.loader.js";
import { SaveStageMappingInput, toMappingInput } from "./stage-mapping-input.js";

const NOTHING: MappingChangeCounts = {
  enteringInbound: 0,
  leavingInbound: 0,
  changingFindemStage: 0,
  newlyBreached: 0,
};

@ObjectType({
  description: "What saving a stage mapping would change, in active opportunities that the caller may see.",
})
export class StageMappingPreview implements MappingChangeCounts {
  @Field(() => Int, { description: "So many would become inbound." })
  enteringInbound!: number;

  @Field(() => Int, { description: "So many would be inbound no more." })
  leavingInbound!: number;

  @Field(() => Int, {
    description: "So many would be in another Findem stage, or in one where they were in none, or in none.",
  })
  changingFindemStage!: number;

  @Field(() => Int, { description: "So many would be past their time that are not so by the present mapping." })
  newlyBreached!: number;

  @Field(() => [AtsUserError], { description: "What saving would be refused for; then nothing is counted." })
  userErrors!: readonly AtsUserError[];
}

@Resolver()
export class PreviewStageMapping {
  @RequiresRole("admin")
  @Query(() => StageMappingPreview, {
    nullable: true,
    description:
      "What saving this mapping would change; nothing is stored. It costs a request for each hundred active opportunities. Needs the role admin.",
  })
  async previewStageMapping(
    @Arg("input", () => SaveStageMappingInput) input: SaveStageMappingInput,
    @Ctx() context: GraphContext,
  ): Promise<StageMappingPreview> {
    const wanted = toMappingInput(input);
    const preview = await through(context, input.connectionId, (scope) =>
      previewed(context, scope, wanted, input.expectedVersion),
    );
    return preview ?? refused(userError("NOT_FOUND", { path: ["input", "connectionId"] }));
  }
}

async function previewed(
  context: GraphContext,
  scope: ConnectionScope,
  input: StageMappingInput,
  expectedVersion: number,
): Promise<StageMappingPreview> {
  const record = await scope.load(stageMappingInForce, "now");
  if (record.version !== expectedVersion) {
    return refused(userError("VERSION_CONFLICT", { path: ["input", "expectedVersion"] }));
  }
  const { faults, listed } = await checkMapping(context, scope, input, record);
  if (faults.length > 0) return refused(...faultErrors(faults));
  const present = record.document;
  const wanted = documentOf(input, present, listed, randomUUID);
  const changes = new MappingChanges({ present, wanted }, scope.now);
  for (const row of await activeRows(scope, { postingIds: null, stageIds: null })) changes.take(row);
  const { enteringInbound, leavingInbound, changingFindemStage, newlyBreached } = changes;
  return { enteringInbound, leavingInbound, changingFindemStage, newlyBreached, userErrors: [] };
}

function refused(...userErrors: readonly AtsUserError[]): StageMappingPreview {
  return { ...NOTHING, userErrors };
}
