import { readFile, writeFile } from "node:fs/promises";

const FILE = new URL("./pending.json", import.meta.url);

/** What of the contract is not built yet: sorted, each once. */
export async function readPending(): Promise<readonly string[]> {
  return JSON.parse(await readFile(FILE, "utf8")) as string[];
}

export async function writePending(pending: readonly string[]): Promise<void> {
  await writeFile(FILE, `${JSON.stringify(pending, null, 2)}\n`);
}
