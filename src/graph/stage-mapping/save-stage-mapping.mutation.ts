import { randomUUID } from "node:crypto";
import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { documentOf } from "../../stage-mapping/mapping-document.js";
import type { StageMappingInput } from "../../stage-mapping/mapping-input.js";
import { validateStageMapping } from "../../stage-mapping/validate-stage-mapping.js";
import type { StageMappingRecord } from "../../store/store.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { AtsUserError, userError } from "../../user-errors/user-error.js";
import type { AtsArchiveReason } from "../archive-reason/archive-reason.js";
import { allArchiveReasons } from "../archive-reason/archive-reason.loader.js";
import { through } from "../entity-reference.js";
import type { AtsStage } from "../stage/stage.js";
import { allStages } from "../stage/stage.loader.js";
import { RequiresRole } from "../requires-role.js";
import { StageMapping, toStageMapping } from "./stage-mapping.js";
import { stageMappingInForce } from "./stage-mapping.loader.js";
import { SaveStageMappingInput, toMappingInput } from "./stage-mapping-input.js";

const UNKNOWN: ReadonlySet<string> = new Set(["STAGE_UNKNOWN", "REASON_UNKNOWN"]);

/** A mapping that was checked, against what Lever has. */
interface Checked {
  readonly faults: ReturnType<typeof validateStageMapping>;
  readonly stages: readonly AtsStage[];
  readonly reasons: readonly AtsArchiveReason[];
}

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
  const { faults, stages, reasons } = await checkedFresh(context, scope, wanted, present);
  if (faults.length > 0) return refused(...faults.map(({ code, ...details }) => userError(code, details)));
  const document = documentOf(wanted, present.document, { stages, reasons }, randomUUID);
  const by = { userId: context.caller.userId, now: context.clock.epochMs() };
  const saved = await scope.stageMappings.save(scope.connection.id, expectedVersion, document, by);
  // What follows in this operation goes by the mapping as it is now.
  const now = await scope.load.fresh(stageMappingInForce, "now");
  return saved ? { stageMapping: toStageMapping(saved), userErrors: [] } : conflict(now);
}

/** What is not in the cached lists may have been made in Lever just now: nothing is called unknown before Lever said so. */
async function checkedFresh(
  context: GraphContext,
  scope: ConnectionScope,
  wanted: StageMappingInput,
  present: StageMappingRecord,
): Promise<Checked> {
  const checked = await check(scope, wanted, present);
  if (!checked.faults.some(({ code }) => UNKNOWN.has(code))) return checked;
  const fresh = await context.connections.openFresh(scope.connection.id);
  return fresh ? check(fresh, wanted, present) : checked;
}

async function check(scope: ConnectionScope, wanted: StageMappingInput, present: StageMappingRecord): Promise<Checked> {
  const [stages, reasons] = await Promise.all([scope.load(allStages, "all"), reasonsFor(scope, wanted, present)]);
  const faults = validateStageMapping(wanted, {
    stageIds: new Set(stages.map(({ externalId }) => externalId)),
    reasons: new Map(reasons.map(({ externalId, type }) => [externalId, { hires: type === "HIRED" }])),
    present: present.document,
  });
  return { faults, stages, reasons };
}

/** Archive reasons are only asked for where the mapping is to name one that it hasn't named before. */
async function reasonsFor(scope: ConnectionScope, wanted: StageMappingInput, { document }: StageMappingRecord) {
  const named = new Set<string | null>(document.rejectExcludedReasonIds);
  return wanted.rejectExcludedReasonIds.every((id) => named.has(id)) ? [] : scope.load(allArchiveReasons, "all");
}

function conflict(present: StageMappingRecord): SaveStageMappingPayload {
  const path = ["input", "expectedVersion"];
  return { stageMapping: toStageMapping(present), userErrors: [userError("VERSION_CONFLICT", { path })] };
}

function refused(...userErrors: readonly AtsUserError[]): SaveStageMappingPayload {
  return { stageMapping: null, userErrors };
}
