import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { runCpuBench } from "./run-cpu-bench.js";
import { asTable } from "./table.js";

/** `npm run bench:cpu -- [--rounds N] [--pairs N] [--seconds N] [--warm-up N] [--json FILE]` */
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    pairs: { type: "string", default: "20" },
    seconds: { type: "string", default: "4" },
    "warm-up": { type: "string", default: "5" },
    json: { type: "string" },
  },
});
const results = await runCpuBench({
  rounds: Number(values.rounds),
  pairs: Number(values.pairs),
  seconds: Number(values.seconds),
  warmUpSeconds: Number(values["warm-up"]),
  onProgress: (line) => process.stderr.write(`${line} …\n`),
});
process.stdout.write(asTable(results));
if (values.json !== undefined) await writeFile(values.json, JSON.stringify(results, null, 2));
