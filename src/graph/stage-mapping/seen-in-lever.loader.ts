import { GraphQLError } from "graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { LeverError } from "../../lever/errors.js";
import { defineLoader } from "../../loading/loader.js";
import { namedIn } from "../../stage-mapping/pipeline.js";
import { namesOf, sameNames } from "../../stage-mapping/seen-names.js";
import type { StageMappingRecord } from "../../store/store.js";
import type { AtsArchiveReason } from "../archive-reason/archive-reason.js";
import { allArchiveReasons } from "../archive-reason/archive-reason.loader.js";
import { keyOf, through } from "../entity-reference.js";
import type { AtsStage } from "../stage/stage.js";
import { allStages } from "../stage/stage.loader.js";
import { stageMappingInForce } from "./stage-mapping.loader.js";

/** Lever's lists, as far as they were asked for and could be read. */
interface Seen {
  readonly stages: readonly AtsStage[];
  readonly reasons: readonly AtsArchiveReason[];
}

/**
 * What Lever has under the names that the mapping holds; empty where Lever can't be asked. Names that changed there
 * are followed in the store, so that those last seen are the newest.
 */
const seenInLever = defineLoader<ConnectionScope, keyof Seen, Seen>({
  name: "seenInLever",
  batch: async (scope, kinds) => {
    const [stages, reasons] = await Promise.all([
      kinds.includes("stages") ? unlessAway(scope.load(allStages, "all")) : [],
      kinds.includes("reasons") ? unlessAway(scope.load(allArchiveReasons, "all")) : [],
    ]);
    await followNames(scope, { stages, reasons });
    return kinds.map(() => ({ stages, reasons }));
  },
});

async function followNames({ lever, load, stageMappings }: ConnectionScope, { stages, reasons }: Seen): Promise<void> {
  const { document, version } = await load(stageMappingInForce, "now");
  const named = namedIn(document);
  const names = {
    stageNames: namesOf(named.stageIds, stages, document.stageNames),
    reasonNames: namesOf(named.reasonIds, reasons, document.reasonNames),
  };
  if (sameNames(names.stageNames, document.stageNames) && sameNames(names.reasonNames, document.reasonNames)) return;
  await stageMappings.rename(lever.connectionId, version, names);
}

/** Stages that a mapping names, in that order; with the names last seen where Lever hasn't them or can't be asked. */
export async function namedStages(
  context: GraphContext,
  { connectionId, document }: StageMappingRecord,
  ids: readonly string[],
): Promise<readonly AtsStage[]> {
  if (ids.length === 0) return [];
  const seen = await unlessAway(
    through(context, connectionId, async ({ load }) => (await load(seenInLever, "stages")).stages),
  );
  const byId = new Map(seen.map((stage) => [stage.externalId, stage]));
  return ids.map((id) => byId.get(id) ?? { ...keyOf(connectionId, id), name: document.stageNames[id] ?? id });
}

/** Archive reasons that a mapping names, as {@link namedStages}; type and activity are only known to Lever. */
export async function namedReasons(
  context: GraphContext,
  { connectionId, document }: StageMappingRecord,
  ids: readonly string[],
): Promise<readonly AtsArchiveReason[]> {
  if (ids.length === 0) return [];
  const seen = await unlessAway(
    through(context, connectionId, async ({ load }) => (await load(seenInLever, "reasons")).reasons),
  );
  const byId = new Map(seen.map((reason) => [reason.externalId, reason]));
  return ids.map((id) => byId.get(id) ?? lastSeenReason(connectionId, id, document.reasonNames[id]));
}

function lastSeenReason(connectionId: string, id: string, name: string | undefined): AtsArchiveReason {
  return { ...keyOf(connectionId, id), name: name ?? id, type: null, active: null };
}

/** A list of Lever's, or none where Lever can't be asked: what is last seen stands in for it. */
async function unlessAway<Row>(reading: Promise<readonly Row[] | null>): Promise<readonly Row[]> {
  try {
    return (await reading) ?? [];
  } catch (failure) {
    if (failure instanceof LeverError || isClosed(failure)) return [];
    throw failure;
  }
}

/** The connection can't be opened: it is switched off, or its key can't be read. */
function isClosed(failure: unknown): boolean {
  if (!(failure instanceof GraphQLError)) return false;
  const { code } = failure.extensions;
  return code === "ATS_CONNECTION_DISABLED" || code === "SECRET_UNREADABLE";
}
