import type { ConnectionScope } from "../../context/connection-scope.js";
import { integerOf, required, textOf } from "../../lever/reading.js";
import { defineLoader } from "../../loading/loader.js";
import { sourceList } from "./source.lever.js";
import type { AtsSource } from "./source.js";
import type { SourceWire } from "./source.wire.js";

/** All sources of the Lever account, in the order of Lever's list, each once: the text is all the id there is. */
export const allSources = defineLoader<ConnectionScope, "all", readonly AtsSource[]>({
  name: "allSources",
  batch: async ({ lever }) => {
    const { value } = await lever.all(sourceList, {});
    const sources = value.map((wire) => toSource(lever.connectionId, wire));
    return [[...new Map(sources.map((source) => [source.name, source])).values()]];
  },
});

/** The border: what Lever sends, as the graph has it. */
export function toSource(connectionId: string, wire: SourceWire): AtsSource {
  return {
    name: required(textOf(wire.text), "text", sourceList, connectionId),
    count: required(integerOf(wire.count), "count", sourceList, connectionId),
  };
}
