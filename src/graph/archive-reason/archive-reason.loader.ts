import type { ConnectionScope } from "../../context/connection-scope.js";
import { idOf, meaningOf, required, textOf } from "../../lever/reading.js";
import { each } from "../../loading/each.js";
import { defineLoader } from "../../loading/loader.js";
import { unlessMissing } from "../../loading/unless-missing.js";
import { keyOf } from "../entity-reference.js";
import { archiveReasonList, singleArchiveReason } from "./archive-reason.lever.js";
import type { AtsArchiveReason } from "./archive-reason.js";
import type { ArchiveReasonWire } from "./archive-reason.wire.js";

/** Lever docs, "Archive reasons": `type`. */
const TYPES = { hired: "HIRED", "non-hired": "NON_HIRED" } as const;

/** Lever docs, "Archive reasons": `status`. */
const ACTIVITY = { active: true, inactive: false };

/** All archive reasons, in the order of Lever's list. */
export const allArchiveReasons = defineLoader<ConnectionScope, "all", readonly AtsArchiveReason[]>({
  name: "allArchiveReasons",
  batch: async ({ lever }) => {
    const { value } = await lever.all(archiveReasonList, {});
    return [value.map((wire) => toArchiveReason(lever.connectionId, wire))];
  },
});

/** Archive reasons by Lever's id: from the list, and singly where the list hasn't them. */
export const archiveReasonById = defineLoader<ConnectionScope, string, AtsArchiveReason | null>({
  name: "archiveReasonById",
  batch: async (scope, ids) => {
    const listed = new Map((await scope.load(allArchiveReasons, "all")).map((reason) => [reason.externalId, reason]));
    return each(ids, async (id) => listed.get(id) ?? readSingle(scope, id));
  },
});

async function readSingle({ lever }: ConnectionScope, reason: string): Promise<AtsArchiveReason | null> {
  const single = await unlessMissing(lever.one(singleArchiveReason, { reason }));
  return single ? toArchiveReason(lever.connectionId, single.value) : null;
}

/** The border: what Lever sends, as the graph has it. */
export function toArchiveReason(connectionId: string, wire: ArchiveReasonWire): AtsArchiveReason {
  return {
    ...keyOf(connectionId, required(idOf(wire.id), "id", archiveReasonList, connectionId)),
    name: required(textOf(wire.text), "text", archiveReasonList, connectionId),
    type: meaningOf(TYPES, wire.type),
    active: meaningOf(ACTIVITY, wire.status),
  };
}
