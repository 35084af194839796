import { LeverError, type LeverErrorCode } from "../lever/errors.js";
import { SecretUnreadable } from "../vault/vault.js";

/** The sync is another's by now, or its connection is gone: there is nothing more to do, and nothing to tell. */
export class SyncRelinquished extends Error {
  override readonly name = "SyncRelinquished";
}

/** A sync can't go on; `code` says why, in a word of ours. */
export class SyncStopped extends Error {
  override readonly name = "SyncStopped";

  constructor(readonly code: "ATS_BAD_RESPONSE" | "ATS_CONNECTION_DISABLED") {
    super(`A sync stopped: ${code}`);
  }
}

const CODES: Readonly<Record<LeverErrorCode, string>> = {
  UNAUTHORIZED: "ATS_CREDENTIALS_INVALID",
  FORBIDDEN: "ATS_PERMISSION_MISSING",
  NOT_FOUND: "ATS_REJECTED",
  REJECTED: "ATS_REJECTED",
  RATE_LIMITED: "ATS_RATE_LIMITED",
  UNAVAILABLE: "ATS_UNAVAILABLE",
  BAD_RESPONSE: "ATS_BAD_RESPONSE",
  DISABLED: "ATS_CONNECTION_DISABLED",
};

/** Why a sync failed, as it is kept and shown: a code of ours, and the permission that is missing. */
export function reasonOf(failure: unknown): string {
  if (failure instanceof SyncStopped) return failure.code;
  if (failure instanceof SecretUnreadable) return "SECRET_UNREADABLE";
  if (!(failure instanceof LeverError)) return "INTERNAL_SERVER_ERROR";
  return failure.code === "FORBIDDEN" ? `${CODES.FORBIDDEN}: ${failure.call.permission}` : CODES[failure.code];
}

/** Whether the connection was switched off: no failure of the sync's, which goes on once it is enabled again. */
export function isSwitchedOff(failure: unknown): boolean {
  return reasonOf(failure) === "ATS_CONNECTION_DISABLED";
}

/** How long to wait after so many failures in a row, milliseconds. `random`: in [0, 1). */
export function backoffMs(failures: number, random: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS) * (0.75 + random / 2);
}

const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 60 * 60_000;
