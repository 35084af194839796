import type { LeverSource } from "../lever/lever-source.js";
import type { Surroundings } from "./surroundings.js";
import type { Uploads } from "./uploads.js";

/** What a resolver may touch. */
export interface RivalContext {
  readonly lever: LeverSource;
  readonly surroundings: Surroundings;
  readonly uploads: Uploads;
  /** Whose Lever user writes. */
  readonly callerEmail: string;
}

/** "<connection>.<id of Lever's>" */
export function idOf({ surroundings }: Pick<RivalContext, "surroundings">, ...parts: readonly string[]): string {
  return [surroundings.connectionId, ...parts].join(".");
}

/** Lever's id: the last part. */
export function externalIdOf(id: string): string {
  return id.slice(id.lastIndexOf(".") + 1);
}
