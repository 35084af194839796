import type { ConnectionRecord, PermissionRecord } from "../store/store.js";
import { REQUIRED_READ_PERMISSIONS, REQUIRED_WRITE_PERMISSIONS } from "./required-permissions.js";

/** How a connection is; the meaning of each is in the graph's own description. */
export type ConnectionStatus =
  "CHECKING" | "ACTIVE" | "MISSING_PERMISSIONS" | "INVALID_CREDENTIALS" | "SECRET_UNREADABLE" | "DISABLED";

const REQUIRED: ReadonlySet<string> = new Set([...REQUIRED_READ_PERMISSIONS, ...REQUIRED_WRITE_PERMISSIONS]);

/** The required permissions that are known to be missing. */
export function missingPermissions(permissions: readonly PermissionRecord[]): readonly string[] {
  return permissions
    .filter(({ permission, granted }) => !granted && REQUIRED.has(permission))
    .map((row) => row.permission);
}

/** The connection's status, by what is known without asking Lever. */
export function connectionStatus(
  record: ConnectionRecord,
  permissions: readonly PermissionRecord[],
  secretReadable: boolean,
): ConnectionStatus {
  if (!record.enabled) return "DISABLED";
  if (!secretReadable) return "SECRET_UNREADABLE";
  if (record.credentialState === "INVALID") return "INVALID_CREDENTIALS";
  if (record.credentialState === "UNCHECKED") return "CHECKING";
  return missingPermissions(permissions).length > 0 ? "MISSING_PERMISSIONS" : "ACTIVE";
}
