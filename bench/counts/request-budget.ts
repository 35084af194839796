import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Counts, PHASES } from "../operations/operation.js";

/** Requests to Lever that each operation costs, by its name. */
export type RequestBudget = Readonly<Record<string, Counts>>;

const FILE = fileURLToPath(new URL("../budget.json", import.meta.url));

/** What an operation may cost: bench/budget.json, as it is committed. */
export async function readBudget(): Promise<RequestBudget> {
  return JSON.parse(await readFile(FILE, "utf8")) as RequestBudget;
}

/** Puts what was counted in its place. */
export async function writeBudget(counted: RequestBudget): Promise<void> {
  await writeFile(FILE, `${JSON.stringify(counted, null, 2)}\n`);
}

/**
 * Where an operation costs something else than the budget says, in sentences; none where all is as it says. Less is told
 * too: a budget that is not lowered would let the requests come back unseen.
 */
export function deviations(counted: RequestBudget, budget: RequestBudget): readonly string[] {
  const names = [...new Set([...Object.keys(counted), ...Object.keys(budget)])];
  return names.flatMap((name) => {
    const [real, allowed] = [counted[name], budget[name]];
    if (real === undefined) return [`${name} is in bench/budget.json, and no operation of that name is counted`];
    if (allowed === undefined) return [`${name} is not in bench/budget.json: npm run bench -- --update`];
    return PHASES.flatMap((phase) => deviation(`${name} ${phase}`, real[phase], allowed[phase]));
  });
}

function deviation(what: string, real: number, allowed: number): readonly string[] {
  if (real === allowed) return [];
  const said = `${what} costs ${real} requests, and bench/budget.json says ${allowed}`;
  return [real > allowed ? said : `${said}: lower it with npm run bench -- --update`];
}
