import { expect, test } from "vitest";
import { readInBatches } from "../../src/graph/value-batches.loader.js";
import { LeverError } from "../../src/lever/errors.js";
import type { LeverClient } from "../../src/lever/client.js";
import { opportunities } from "../lever/support.js";

const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, place) => `c${String(place).padStart(3, "0")}`);

/** A Lever that refuses what `refuses` says. */
function lever(refuses: (values: readonly string[]) => number | null) {
  const known = new Map<string, unknown>();
  const asked: number[] = [];
  const read: string[] = [];
  const failed: string[] = [];
  const client = {
    facts: {
      get: async (name: string) => known.get(name),
      set: async (name: string, value: unknown) => void known.set(name, value),
    },
  } as unknown as LeverClient;
  return {
    ...{ asked, read, failed },
    ask: (values: readonly string[]) =>
      readInBatches(client, {
        ...{ list: opportunities, parameter: "contact_id", values },
        read: async (some) => {
          asked.push(some.length);
          const status = refuses(some);
          if (status !== null) {
            const call = { method: "GET", template: "/opportunities", permission: "p", connectionId: "c1" };
            throw new LeverError(status === 503 ? "UNAVAILABLE" : "REJECTED", call, { status, acted: "no" });
          }
          read.push(...some);
        },
        failed: (some) => failed.push(...some),
      }),
  };
}

test("values go out a hundred at a time, each once", async () => {
  const here = lever(() => null);
  await here.ask([...ids(250), ...ids(10)]);
  expect(here.asked).toEqual([100, 100, 50]);
  expect(here.read).toEqual(ids(250));
});

test.each([414, 400])(
  "a %i for their number is asked again in halves, and the number is remembered",
  async (status) => {
    const here = lever((values) => (values.length > 30 ? status : null));
    await here.ask(ids(100));
    expect(here.read.sort()).toEqual(ids(100));
    expect(here.asked.splice(0)).toEqual([100, 50, 50, 25, 25, 25, 25]);
    await here.ask(ids(100));
    expect(here.asked).toEqual([25, 25, 25, 25]);
    expect(here.failed).toEqual([]);
  },
);

test("a 400 for one bad value fails that value alone, and nothing is remembered of it", async () => {
  const here = lever((values) => (values.includes("c041") ? 400 : null));
  await here.ask(ids(100));
  expect(here.failed).toEqual(["c041"]);
  expect(here.read.sort()).toEqual(ids(100).filter((id) => id !== "c041"));
  here.asked.splice(0);
  await here.ask(ids(100).filter((id) => id !== "c041"));
  expect(here.asked).toEqual([99]);
});

test("what fails for another reason fails at once, and is not asked again in parts", async () => {
  const here = lever(() => 503);
  await here.ask(ids(100));
  expect(here.asked).toEqual([100]);
  expect(here.failed).toEqual(ids(100));
});
