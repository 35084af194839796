import { expect, vi } from "vitest";
import { FINDEM_NAMES } from "../../../sandbox/permissions.js";
import { ask } from "../../support/connections.js";
import { startSubgraph, type As, type SubgraphOptions, type TestSubgraph } from "../../support/subgraph.js";

/** A line of the report. */
export interface Check {
  readonly name: string;
  readonly access: string;
  readonly required: boolean;
  readonly status: string;
  readonly checkedAt: string | null;
  readonly neededBy: readonly string[];
}

/** A connection's report, and its status beside it. */
export interface Report {
  readonly status: string;
  readonly state: string;
  readonly checked: number;
  readonly total: number;
  readonly checkedAt: string | null;
  readonly complete: boolean;
  readonly permissions: readonly Check[];
}

/** What is asked for. */
export const REPORT =
  "permissionReport { state checked total checkedAt complete permissions { name access required status checkedAt neededBy } }";

/** As `startSubgraph`, with checks in the background. */
export function startChecking(options: SubgraphOptions = {}): Promise<TestSubgraph> {
  const environment = { PERMISSION_CHECK: "true", ...options.environment };
  return startSubgraph({ ...options, environment });
}

/** The report as it is now. */
export async function reportOf(subgraph: TestSubgraph, id: string, as: As = {}): Promise<Report> {
  const { data, errors } = await ask(subgraph, id, `status ${REPORT}`, as);
  expect(errors).toEqual([]);
  const { status, permissionReport } = data.atsConnection as { status: string; permissionReport: Report };
  return { ...permissionReport, status };
}

/** Resolves once the report has that state. */
export async function untilCheck(subgraph: TestSubgraph, id: string, state = "DONE"): Promise<Report> {
  return vi.waitFor(
    async () => {
      const report = await reportOf(subgraph, id);
      expect(report.state).toBe(state);
      return report;
    },
    { timeout: 20_000, interval: 20 },
  );
}

/** The names of a status. */
export function namesOf({ permissions }: Report, status: string): readonly string[] {
  return permissions.filter((check) => check.status === status).map(({ name }) => name);
}

/** Adds a key of Findem's whole list but for some. Its permissions may be changed by adding it again. */
export function keyWithout(subgraph: TestSubgraph, apiKey: string, ...missing: readonly string[]): string {
  const permissions = FINDEM_NAMES.filter((name) => !missing.includes(name));
  subgraph.sandbox.addKey({ apiKey, name: apiKey, permissions, confidential: true });
  return apiKey;
}
