import { cannotTable, countsTable, floorsTable } from "../bench/report/counts-table.js";
import { cpuTable, memoryTable, startTable } from "../bench/report/cpu-table.js";
import { growthTable } from "../bench/report/growth-table.js";
import { overloadTable } from "../bench/report/overload-table.js";
import type { BenchResults } from "../bench/report/results.js";
import { VARIABLES } from "../src/config/variables/variables.js";
import {
  OPPORTUNITY_MAX_AGE_MS,
  POSTING_MAX_AGE_MS,
  REFERENCE_MAX_AGE_MS,
  USER_MAX_AGE_MS,
} from "../src/graph/lifetimes.js";
import type { LeverEndpoint } from "../src/lever/endpoint.js";
import { type Region, table } from "./fill-regions.js";
import { COMPOSITION_ROOT, MAY_IMPORT, PROGRAMS } from "./may-import.cjs";
import { endpointTable, permissionTable } from "./permission-table.js";

const code = (text: string): string => `\`${text}\``;

/** What is generated into the documentation, by the name between the marks. */
export function regionsOf(
  endpoints: readonly LeverEndpoint<unknown>[],
  results: BenchResults,
): Readonly<Record<string, Region>> {
  return {
    imports,
    environment,
    permissions: () => permissionTable(endpoints),
    endpoints: () => endpointTable(endpoints),
    ages,
    "bench-counts": () => table(countsTable(results)),
    "bench-cannot": () => table(cannotTable(results)),
    "bench-floors": () => table(floorsTable(results)),
    "bench-cpu": () => table(cpuTable(results)),
    "bench-start": () => table(startTable(results)),
    "bench-memory": () => table(memoryTable(results)),
    "bench-overload": () => table(overloadTable(results)),
    "bench-growth": () => table(growthTable(results)),
  };
}

/** What each folder of src may import. */
function imports(): string {
  return table([
    ["folder of `src`", "may import"],
    ...Object.entries(MAY_IMPORT).map(([folder, below]) => [
      code(folder),
      below.length === 0 ? "nothing of ours" : below.map(code).join(", "),
    ]),
    [[COMPOSITION_ROOT, ...PROGRAMS].map(code).join(", "), "everything"],
  ]);
}

/** How long answers may be served again. */
function ages(): string {
  return table([
    ["what", "seconds"],
    ["opportunities, people, and what belongs to an opportunity", seconds(OPPORTUNITY_MAX_AGE_MS)],
    ["postings, requisitions, application forms", seconds(POSTING_MAX_AGE_MS)],
    ["users", seconds(USER_MAX_AGE_MS)],
    ["stages, archive reasons, tags, sources, templates, requisition fields", seconds(REFERENCE_MAX_AGE_MS)],
  ]);
}

const seconds = (ageMs: number): string => String(ageMs / 1_000);

/** The settings. */
function environment(): string {
  return table([
    ["name", "meaning", "default"],
    ...VARIABLES.map(({ name, meaning, default: fallback, requiredIn }) => [
      code(name),
      requiredIn === undefined ? meaning : `${meaning}. Required with ${code(wordsOf(requiredIn))}`,
      fallback,
    ]),
  ]);
}

function wordsOf(requiredIn: string): string {
  return requiredIn === "production" ? "NODE_ENV=production" : requiredIn;
}
