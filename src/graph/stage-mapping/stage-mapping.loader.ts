import { randomUUID } from "node:crypto";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { defineLoader } from "../../loading/loader.js";
import { proposeStageMapping } from "../../stage-mapping/propose-stage-mapping.js";
import type { StageMappingRecord } from "../../store/store.js";
import { through } from "../entity-reference.js";
import { allStages } from "../stage/stage.loader.js";

/**
 * The mapping that counts: the stored one; where there is none yet, a proposal is made from Lever's stages and stored,
 * so that its ids stay.
 */
export const stageMappingInForce = defineLoader<ConnectionScope, "now", StageMappingRecord>({
  name: "stageMappingInForce",
  batch: async ({ lever, load, stageMappings }) => {
    const stored = await stageMappings.read(lever.connectionId);
    if (stored) return [stored];
    const stages = (await load(allStages, "all")).map(({ externalId, name }) => ({ id: externalId, name }));
    return [await stageMappings.propose(lever.connectionId, proposeStageMapping(stages, randomUUID))];
  },
});

/**
 * The mapping of one of the account's connections, or null where the account has no such connection. A stored one is
 * there even where the connection can't be opened: switched off, or its key unreadable.
 */
export async function stageMappingOf(context: GraphContext, connectionId: string): Promise<StageMappingRecord | null> {
  try {
    return await through(context, connectionId, ({ load }) => load(stageMappingInForce, "now"));
  } catch (failure) {
    const record = await context.connections.record(connectionId);
    const stored = record && (await context.services.store.stageMappings.read(record.id));
    if (stored) return stored;
    throw failure;
  }
}
