import type { PermissionRecord } from "../store/store.js";
import { PROBED_READS, PROBED_WRITES, probeOf } from "./permission-probes.js";
import { REPORTED_PERMISSIONS } from "./reported-permissions.js";

/**
 * What a check costs at most, with the look at the key that sets it off.
 *
 * Lever has a tick for each endpoint, so that one request tells of one permission and no more. Of the 79 on Findem's
 * list, 55 are reads. The look at the key asks for three of them, in 4 requests at most: 52 are left, and a request for
 * each. That makes 56; the 4 that are left go in turn to what can't be settled by a probe, or isn't required: writes,
 * which a refusal alone tells of, and the reads of further fields. What of the list is known to be missing goes before
 * all of it, since somebody may have ticked it by now.
 */
export const MAX_CHECK_REQUESTS = 60;
const MAX_KEY_REQUESTS = 4;

const REQUIRED: readonly string[] = REPORTED_PERMISSIONS.filter(({ required }) => required).map(({ name }) => name);
const REQUIRED_READS = REQUIRED.filter((name) => PROBED_READS.includes(name));
const FURTHER_READS = PROBED_READS.filter((name) => !REQUIRED_READS.includes(name));

/** Writes that are needed, then further reads, then writes whose endpoints are deprecated. */
const IN_TURN: readonly string[] = [
  ...PROBED_WRITES.filter((name) => isNeeded(name)),
  ...FURTHER_READS,
  ...PROBED_WRITES.filter((name) => !isNeeded(name)),
];

/** What a check is to ask for. */
export interface CheckPlan {
  /** In this order. */
  readonly pending: readonly string[];
  /** Those of them that are known to be missing. */
  readonly again: readonly string[];
  /** Where the next plan goes on. */
  readonly turn: number;
}

/** Plans a check. `answered`: what the key was just asked for; `turn`: of the check before. */
export function planCheck(known: readonly PermissionRecord[], answered: ReadonlySet<string>, turn: number): CheckPlan {
  const missing = new Set(known.filter(({ granted }) => !granted).map(({ permission }) => permission));
  const again = REQUIRED.filter((name) => missing.has(name) && !answered.has(name) && probeOf(name) !== null);
  const certain = [...new Set([...again, ...leastNeededLast(REQUIRED_READS)])].filter((name) => !answered.has(name));
  const room = MAX_CHECK_REQUESTS - MAX_KEY_REQUESTS;
  const places = Math.min(IN_TURN.length, Math.max(0, room - certain.length));
  const inTurn = Array.from({ length: places }, (_, index) => IN_TURN[(turn + index) % IN_TURN.length] ?? "");
  const pending = [...new Set([...certain, ...inTurn])].slice(0, room);
  return { pending, again, turn: (turn + places) % IN_TURN.length };
}

/** Where there is no room for all, what nothing needs and was found granted before may wait. */
function leastNeededLast(names: readonly string[]): readonly string[] {
  return [...names.filter((name) => isNeeded(name)), ...names.filter((name) => !isNeeded(name))];
}

function isNeeded(permission: string): boolean {
  return REPORTED_PERMISSIONS.some(({ name, neededBy }) => name === permission && neededBy.length > 0);
}
