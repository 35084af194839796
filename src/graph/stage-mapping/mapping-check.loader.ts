import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import type { MappingFault, StageMappingInput } from "../../stage-mapping/mapping-input.js";
import { validateStageMapping } from "../../stage-mapping/validate-stage-mapping.js";
import type { StageMappingRecord } from "../../store/store.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import type { AtsArchiveReason } from "../archive-reason/archive-reason.js";
import { allArchiveReasons } from "../archive-reason/archive-reason.loader.js";
import type { AtsStage } from "../stage/stage.js";
import { allStages } from "../stage/stage.loader.js";

const UNKNOWN: ReadonlySet<string> = new Set(["STAGE_UNKNOWN", "REASON_UNKNOWN"]);

/** A mapping that was checked, against what Lever has. */
interface Checked {
  readonly faults: readonly MappingFault[];
  readonly listed: { readonly stages: readonly AtsStage[]; readonly reasons: readonly AtsArchiveReason[] };
}

/**
 * Checks a mapping that is to take the place of the present one. What is not in the cached lists may have been made in
 * Lever just now: nothing is called unknown before Lever said so.
 */
export async function checkMapping(
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

/** Faults as data, for whoever can mend them. */
export function faultErrors(faults: readonly MappingFault[]): readonly AtsUserError[] {
  return faults.map(({ code, ...details }) => userError(code, details));
}

async function check(scope: ConnectionScope, wanted: StageMappingInput, present: StageMappingRecord): Promise<Checked> {
  const [stages, reasons] = await Promise.all([scope.load(allStages, "all"), reasonsFor(scope, wanted, present)]);
  const faults = validateStageMapping(wanted, {
    stageIds: new Set(stages.map(({ externalId }) => externalId)),
    reasons: new Map(reasons.map(({ externalId, type }) => [externalId, { hires: type === "HIRED" }])),
    present: present.document,
  });
  return { faults, listed: { stages, reasons } };
}

/** Archive reasons are only asked for where the mapping is to name one that it hasn't named before. */
async function reasonsFor(scope: ConnectionScope, wanted: StageMappingInput, { document }: StageMappingRecord) {
  const named = new Set<string | null>(document.rejectExcludedReasonIds);
  return wanted.rejectExcludedReasonIds.every((id) => named.has(id)) ? [] : scope.load(allArchiveReasons, "all");
}
