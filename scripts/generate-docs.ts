import { readdir, readFile, writeFile } from "node:fs/promises";
import process from "node:process";
import { format, resolveConfig } from "prettier";
import { countsChart } from "../bench/report/chart.js";
import { readResults } from "../bench/report/results.js";
import { fillRegions } from "./fill-regions.js";
import { leverEndpoints } from "./lever-endpoints.js";
import { regionsOf } from "./regions.js";

/**
 * Fills the generated regions of the documentation, and draws its chart. With `--check` nothing is written, and the exit code is 1 where
 * something would have been.
 */
const isCheck = process.argv.includes("--check");

const CHART = "docs/performance.svg";

const results = await readResults();
const regions = regionsOf(await leverEndpoints(), results);
const stale: string[] = [];
const chart = countsChart(results);
if ((await readFile(CHART, "utf8").catch(() => "")) !== chart) {
  stale.push(CHART);
  if (!isCheck) await writeFile(CHART, chart);
}
for (const path of await documents()) {
  const text = await readFile(path, "utf8");
  const filled = fillRegions(text, regions);
  if (filled === text) continue;
  const formatted = await format(filled, { ...(await resolveConfig(path)), filepath: path });
  if (formatted === text) continue;
  stale.push(path);
  if (!isCheck) await writeFile(path, formatted);
}
if (stale.length > 0) process.stdout.write(`${isCheck ? "Stale (npm run docs)" : "Written"}: ${stale.join(", ")}\n`);
if (isCheck && stale.length > 0) process.exitCode = 1;

/** Markdown at the root of the repository and everywhere in docs. */
async function documents(): Promise<readonly string[]> {
  const [root, docs] = await Promise.all([readdir("."), readdir("docs", { recursive: true })]);
  return [...root, ...docs.map((name) => `docs/${name}`)].filter((path) => path.endsWith(".md")).sort();
}
