import type { PermissionCheckRecord, PermissionRecord } from "../store/store.js";
import { REPORTED_PERMISSIONS, type ReportedPermission } from "./reported-permissions.js";

export type PermissionStatus = "GRANTED" | "MISSING" | "UNVERIFIED";

/** What is known of one permission. */
export interface PermissionCheck extends ReportedPermission {
  readonly status: PermissionStatus;
  /** Milliseconds since the Unix epoch; null where it is not known. */
  readonly checkedAt: number | null;
}

/** What is known of a key's permissions, and how far the check of them is. */
export interface PermissionReport {
  readonly state: "NEVER_RUN" | "RUNNING" | "DONE" | "FAILED";
  readonly checked: number;
  readonly total: number;
  /** When a check last ended; null before the first one has. */
  readonly checkedAt: number | null;
  readonly complete: boolean;
  readonly permissions: readonly PermissionCheck[];
}

/** The report. `check`: of the connection's present key; null where none was begun. */
export function permissionReport(
  known: readonly PermissionRecord[],
  check: PermissionCheckRecord | null,
): PermissionReport {
  const records = new Map(known.map((record) => [record.permission, record]));
  const permissions = REPORTED_PERMISSIONS.map((reported) => ({ ...reported, ...found(records.get(reported.name)) }));
  const total = permissions.length;
  return {
    state: check?.state ?? "NEVER_RUN",
    checked: check ? total - check.pending.length : 0,
    total,
    checkedAt: check?.finishedAt ?? null,
    complete: !permissions.some(({ required, status }) => required && status === "MISSING"),
    permissions,
  };
}

function found(record: PermissionRecord | undefined): Pick<PermissionCheck, "status" | "checkedAt"> {
  if (!record) return { status: "UNVERIFIED", checkedAt: null };
  return { status: record.granted ? "GRANTED" : "MISSING", checkedAt: record.checkedAt };
}
