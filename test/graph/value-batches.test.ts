import { describe, expect, test } from "vitest";
import { readInBatches, type ValueBatches } from "../../src/graph/value-batches.loader.js";
import { LeverError } from "../../src/lever/errors.js";
import type { LeverClient, ListedValues } from "../../src/lever/client.js";
import { opportunities } from "../lever/support.js";

const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, place) => `c${String(place).padStart(3, "0")}`);

const NOBODY: ListedValues = { values: [], expand: [] };

/** A Lever that refuses what `refuses` says, at a moment when others ask for `others`. */
function lever(refuses: (values: readonly string[]) => number | null, others: ListedValues = NOBODY) {
  const known = new Map<string, unknown>();
  const asked: number[] = [];
  const read: string[] = [];
  const failed: string[] = [];
  const gathered: number[] = [];
  const expands: string[] = [];
  const client = {
    facts: {
      get: async (name: string) => known.get(name),
      set: async (name: string, value: unknown) => void known.set(name, value),
    },
    gather: async (_: unknown, __: string, own: ListedValues, fits: (values: readonly string[]) => boolean) => {
      gathered.push(own.values.length);
      const values = [...new Set([...own.values, ...others.values])].sort();
      return fits(values) ? { values, expand: [...own.expand, ...others.expand].sort() } : own;
    },
  } as unknown as LeverClient;
  return {
    ...{ asked, read, failed, gathered, expands },
    ask: (values: readonly string[], over: Partial<ValueBatches> = {}) =>
      readInBatches(client, {
        ...{ list: opportunities, parameter: "contact_id", values, expand: ["stage"] },
        read: async ({ values: some, own, expand }) => {
          asked.push(some.length);
          expands.push(expand.join(" "));
          const status = refuses(some);
          if (status !== null) {
            const call = { method: "GET", template: "/opportunities", permission: "p", connectionId: "c1" };
            throw new LeverError(status === 503 ? "UNAVAILABLE" : "REJECTED", call, { status, acted: "no" });
          }
          read.push(...own);
        },
        failed: (some) => failed.push(...some),
        ...over,
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

describe("what others ask for at the same moment", () => {
  const others = (values: readonly string[]): ListedValues => ({ values, expand: ["owner"] });

  test("comes into one request with one's own, which alone are told of", async () => {
    const here = lever(() => null, others(["x1", "x2", "c001"]));
    await here.ask(ids(3));
    expect(here.asked).toEqual([5]);
    expect(here.expands).toEqual(["owner stage"]);
    expect(here.read).toEqual(ids(3));
  });

  test("finds room in the last request only: full ones go out at once", async () => {
    const here = lever(() => null, others(["x1"]));
    await here.ask(ids(230));
    expect(here.gathered).toEqual([30]);
    expect(here.asked.sort()).toEqual([100, 100, 31]);
    expect(here.read.sort()).toEqual(ids(230));
    await here.ask(ids(100));
    expect(here.gathered).toEqual([30]);
  });

  test("is left alone where it does not fit: by number, and by the length of the URL", async () => {
    const many = lever(() => null, others(ids(80).map((id) => `x${id}`)));
    await many.ask(ids(21));
    expect(many.asked).toEqual([21]);
    const long = lever(() => null, others(Array.from({ length: 50 }, (_, place) => `${"x".repeat(97)}${place + 10}`)));
    await long.ask(Array.from({ length: 20 }, (_, place) => `${"y".repeat(97)}${place + 10}`));
    expect(long.asked).toEqual([20]);
  });

  test("a bad value among it fails for whoever wants it, and is not searched for here", async () => {
    const here = lever((values) => (values.includes("x2") ? 400 : null), others(["x1", "x2", "x3"]));
    await here.ask(ids(5));
    expect(here.failed).toEqual([]);
    expect(here.read.sort()).toEqual(ids(5));
    // All eight, then the half that holds the bad one and nothing else of ours but one, and so on.
    expect(here.asked).toEqual([8, 4, 4, 2]);
    here.asked.splice(0);
    await here.ask(ids(5));
    expect(here.asked[0]).toBe(8);
  });

  test("a failure is told of one's own values only", async () => {
    const here = lever(() => 503, others(["x1"]));
    await here.ask(ids(2));
    expect(here.asked).toEqual([3]);
    expect(here.failed).toEqual(ids(2));
  });

  test("nothing is read where nobody else asks, if that is wanted so", async () => {
    const alone = lever(() => null);
    await alone.ask(ids(1), { onlyWithOthers: true });
    expect(alone.asked).toEqual([]);
    const together = lever(() => null, others(["x1"]));
    await together.ask(ids(1), { onlyWithOthers: true });
    expect(together.asked).toEqual([2]);
  });
});
