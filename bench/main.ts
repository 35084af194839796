import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { deviations, readBudget, type RequestBudget, writeBudget } from "./counts/request-budget.js";
import { type Counts, PHASES } from "./operations/operation.js";
import { countPart, cpuPart, growthPart, memoryPart, overloadPart } from "./parts.js";
import { countsTable } from "./report/counts-table.js";
import { cpuTable } from "./report/cpu-table.js";
import { growthTable } from "./report/growth-table.js";
import { overloadTable } from "./report/overload-table.js";
import { type BenchResults, readResults, writeResults } from "./report/results.js";
import { terminalTable } from "./report/terminal-table.js";

/**
 * `npm run bench`: everything, as tables, as bench/results/latest.json, and from it the tables and the chart of
 * docs/performance.md. `-- --without-rivals` leaves the rivals out; `-- --rival NAME` and `-- --operation NAME` ask of them
 * no more than that, and what was counted before stays. `-- --only counts|overload|growth|cpu` leaves out all the rest,
 * `-- --seconds N` sets how long an overload lasts. `-- --only memory` watches the memory under load, for half an hour or
 * `-- --minutes N`, and only when it is asked for. `-- --update` counts this subgraph's requests alone, and writes
 * bench/budget.json too.
 */
const { values } = parseArgs({
  options: {
    update: { type: "boolean", default: false },
    "without-rivals": { type: "boolean", default: false },
    rival: { type: "string", multiple: true },
    operation: { type: "string", multiple: true },
    only: { type: "string", multiple: true, default: ["counts", "overload", "growth", "cpu"] },
    seconds: { type: "string", default: "60" },
    minutes: { type: "string", default: "30" },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  if (values.update) await update();
  else await measure(await readResults());
} catch (error) {
  process.stderr.write(`The benchmark failed. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function update(): Promise<void> {
  const before = await readResults();
  const results = { ...before, ...(await countPart({ rivals: [], operations: null }, before, say)) };
  await writeResults(results);
  await writeBudget(requestsIn(results));
  await writeDocumentation();
  say("Written: bench/budget.json, bench/results/latest.json, docs/performance.md");
}

async function measure(before: BenchResults): Promise<void> {
  const results = { ...before, ...(await measureParts(new Set(values.only), before)) };
  await writeResults(results);
  say(`\nRequests to Lever: cold / warm / revalidated\n\n${terminalTable(countsTable(results))}\n`);
  for (const tableOf of [overloadTable, growthTable, cpuTable]) say(`${terminalTable(tableOf(results))}\n`);
  await writeDocumentation();
  tellDeviations(requestsIn(results), await readBudget());
}

async function measureParts(wanted: ReadonlySet<string>, before: BenchResults): Promise<Partial<BenchResults>> {
  const rivals = values["without-rivals"] ? [] : (values.rival ?? null);
  const parts: Readonly<Record<string, () => Promise<Partial<BenchResults>>>> = {
    counts: () => countPart({ rivals, operations: values.operation ?? null }, before, say),
    overload: () => overloadPart(Number(values.seconds), say),
    growth: () => growthPart(say),
    cpu: () => cpuPart(say),
    memory: () => memoryPart(Number(values.minutes), say),
  };
  let results: Partial<BenchResults> = {};
  for (const [name, measurePart] of Object.entries(parts)) {
    if (wanted.has(name)) results = { ...results, ...(await measurePart()) };
  }
  return results;
}

function tellDeviations(counted: RequestBudget, budget: RequestBudget): void {
  const told = deviations(counted, budget);
  for (const line of told) say(line);
  if (told.length > 0) process.exitCode = 1;
}

function requestsIn({ counts }: Pick<BenchResults, "counts">): RequestBudget {
  return Object.fromEntries(
    (counts?.value.operations ?? []).flatMap(({ name, phases }) => {
      if (phases === null) return [];
      return [[name, Object.fromEntries(PHASES.map((phase) => [phase, phases[phase].requests])) as Counts]];
    }),
  );
}

/** The table and the chart are made of the results like every generated part of the documentation. */
async function writeDocumentation(): Promise<void> {
  const child = spawn("npm", ["run", "--silent", "docs"], { stdio: "inherit" });
  await new Promise((resolve) => child.once("close", resolve));
}
