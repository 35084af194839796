import type { LeverTarget } from "../client.js";
import type { EpochMillis } from "../wire.js";

/** Part of every shared key: raised when the form of what is kept changes. */
export const CACHE_FORMAT = 1;

/** Lists that live at least so long are reference data: they survive the writes that aren't about them, milliseconds. */
const REFERENCE_AGE_MS = 5 * 60_000;

/** Whose a value is. Values of one never answer another, whatever the URL. */
export type Owner = Pick<LeverTarget, "accountId" | "connectionId" | "epoch">;

/** Something kept. */
export interface Entry {
  /** Its owner's account and connection, once more: checked on every read. */
  readonly stamp: string;
  /** What a write has to touch for the value to be dropped, see {@link partOf}. */
  readonly part: string;
  /** The generations of the whole connection and of the part when the value was asked for. */
  readonly whole: string;
  readonly generation: string;
  readonly fetchedAt: EpochMillis;
  readonly maxAgeMs: number;
  /** The size of its JSON, about. */
  readonly bytes: number;
  /** Undefined: Lever has no such thing (404). */
  readonly value: unknown;
}

/** The owner's account and connection as one text that no other owner has. */
export function stampOf({ accountId, connectionId }: Pick<Owner, "accountId" | "connectionId">): string {
  return JSON.stringify([accountId, connectionId]);
}

/** The resource that a path is about: its first segment. */
export function resourceOf(path: string): string {
  return path.split("/")[1] ?? "";
}

/** The resource that a kind of entity is about: "archive-reason" is one of "archive_reasons". */
export function resourceOfKind(kind: string): string {
  return `${kind.replaceAll("-", "_")}s`;
}

/** Everything that any write may change is one part; a resource's reference data is one of its own. */
export function partOf(maxAgeMs: number, resource: string): string {
  return maxAgeMs >= REFERENCE_AGE_MS ? `list:${resource}` : "rows";
}

/** The parts that a write to a resource may change. */
export function partsTouchedBy(resource: string): readonly string[] {
  return ["rows", `list:${resource}`];
}

/**
 * How long past its age a value is still served while it is read again behind the reader, milliseconds: reference data,
 * which seldom changes and is waited for by much else. Not what people move: whoever looks at candidacies a moment past
 * their age waits for what they are now.
 */
export function graceMs(maxAgeMs: number): number {
  return maxAgeMs >= REFERENCE_AGE_MS ? maxAgeMs / 2 : 0;
}

/** How long a value may be served when Lever can't be asked, milliseconds: long past its age. */
export function retentionMs(maxAgeMs: number): number {
  return Math.max(10 * maxAgeMs, 5 * 60_000);
}
