import { describe, expect, test } from "vitest";
import { readPending } from "./pending.js";
import { breaches } from "./served-schema.js";

/** How pending.json is brought up to date. */
const REFRESH = "npx tsx --import reflect-metadata scripts/pending-contract.ts";

describe("the served schema against what clients rely on", () => {
  test("lacks nothing but what is known to be still to come", async () => {
    const pending = new Set(await readPending());
    const broken = (await breaches()).filter((breach) => !pending.has(breach));
    expect(
      broken,
      `the served schema breaks what clients rely on; only for what was never served: ${REFRESH} --add`,
    ).toEqual([]);
  });

  test("what is served by now is not called pending any more", async () => {
    const missing = new Set(await breaches());
    const built = (await readPending()).filter((line) => !missing.has(line));
    expect(built, `remove it from pending.json: ${REFRESH}`).toEqual([]);
  });

  test("pending.json is sorted and says nothing twice, so that two people's changes to it merge", async () => {
    const pending = await readPending();
    expect(pending).toEqual([...new Set(pending)].sort());
  });
});
