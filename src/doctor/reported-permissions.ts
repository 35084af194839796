import { PERMISSION_USES } from "../connections/permission-uses.js";
import { REQUIRED_READ_PERMISSIONS, REQUIRED_WRITE_PERMISSIONS } from "../connections/required-permissions.js";

/** A permission that the report has a line for. */
export interface ReportedPermission {
  /** As Lever's API credentials page has it. */
  readonly name: string;
  readonly access: "READ" | "WRITE";
  /** On Findem's list. */
  readonly required: boolean;
  /** "Type.field", in the order of the alphabet. */
  readonly neededBy: readonly string[];
}

const REQUIRED: ReadonlySet<string> = new Set([...REQUIRED_READ_PERMISSIONS, ...REQUIRED_WRITE_PERMISSIONS]);
const READING = /^(find|download) /;

/** Findem's list in its order, reads first, then what further fields need. */
export const REPORTED_PERMISSIONS: readonly ReportedPermission[] = [
  ...REQUIRED,
  ...Object.keys(PERMISSION_USES).filter((name) => !REQUIRED.has(name) && usesOf(name).length > 0),
].map((name) => ({
  name,
  access: READING.test(name) ? "READ" : "WRITE",
  required: REQUIRED.has(name),
  neededBy: usesOf(name),
}));

function usesOf(name: string): readonly string[] {
  return PERMISSION_USES[name] ?? [];
}
