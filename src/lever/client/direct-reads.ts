import type { CallScope } from "../scope.js";
import type { StopSignal } from "../stop-signal.js";
import { Urgency } from "../urgency.js";
import type { Reads } from "./reads.js";

/** Reads that share nothing: each asks Lever. */
export function directReads(scope: CallScope, stopSignal: () => StopSignal): Reads {
  return {
    read: async (_, load) => {
      using stop = stopSignal();
      const flight = { urgency: new Urgency(scope), signal: stop.signal, report: scope.report };
      const { value, fetchedAt } = await load(flight);
      return { value, fetchedAt };
    },
    has: () => Promise.resolve(false),
  };
}
