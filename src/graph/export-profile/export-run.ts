import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import type { ExportReport } from "./export-report.js";
import type { ProfileExport } from "./profile-export.js";

/** What an export is run with. */
export interface ExportRun {
  readonly context: GraphContext;
  readonly scope: ConnectionScope;
  readonly profile: ProfileExport;
  /** Lever's id of the user on whose behalf it is done. */
  readonly performerId: string;
  readonly report: ExportReport;
}
