import type { PermissionCheckServices } from "../context/graph-context.js";
import { OperationReport } from "../context/operation-report.js";
import { PermissionDoctor, type PermissionDoctorParts } from "../doctor/permission-doctor.js";

/** What checks keys, as long as it runs. */
export type RunningDoctor = PermissionCheckServices & AsyncDisposable;

/** Starts to check keys, and goes on with what was left behind. Where it isn't wanted, nothing is ever checked. */
export function startPermissionDoctor(isWanted: boolean, parts: Omit<PermissionDoctorParts, "costs">): RunningDoctor {
  if (!isWanted) return { start: () => Promise.resolve(), [Symbol.asyncDispose]: () => Promise.resolve() };
  const doctor = new PermissionDoctor({ ...parts, costs: () => new OperationReport() });
  doctor.resume();
  return doctor;
}
