import type { ConnectionScope } from "../../context/connection-scope.js";
import { integerOf, required, textOf } from "../../lever/reading.js";
import { defineLoader } from "../../loading/loader.js";
import { tagList } from "./tag.lever.js";
import type { AtsTag } from "./tag.js";
import type { TagWire } from "./tag.wire.js";

/** All tags of the Lever account, in the order of Lever's list, each once: the text is all the id there is. */
export const allTags = defineLoader<ConnectionScope, "all", readonly AtsTag[]>({
  name: "allTags",
  batch: async ({ lever }) => {
    const { value } = await lever.all(tagList, {});
    const tags = value.map((wire) => toTag(lever.connectionId, wire));
    return [[...new Map(tags.map((tag) => [tag.name, tag])).values()]];
  },
});

/** The border: what Lever sends, as the graph has it. */
export function toTag(connectionId: string, wire: TagWire): AtsTag {
  return {
    name: required(textOf(wire.text), "text", tagList, connectionId),
    count: required(integerOf(wire.count), "count", tagList, connectionId),
  };
}
