import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomRuns } from "../support/random-runs.js";
import { type Move, OPERATIONS } from "./operations.js";
import { pickOf, Tenants } from "./tenants.js";

const ACCOUNTS = 4;
const CONNECTIONS_EACH = 2;

let tenants: Tenants;

beforeAll(async () => {
  tenants = await Tenants.start(ACCOUNTS, CONNECTIONS_EACH);
});
afterAll(() => tenants[Symbol.asyncDispose]());

const names = Object.keys(OPERATIONS);
const move = fc.record({
  name: fc.constantFrom(...names),
  account: fc.nat(ACCOUNTS - 1),
  connection: fc.nat(ACCOUNTS * CONNECTIONS_EACH - 1),
  pick: fc.nat(1_000),
  isFresh: fc.boolean(),
});
type RandomMove = typeof move extends fc.Arbitrary<infer Value> ? Value : never;

/** Operations that all begin at once. */
const wave = fc.array(move, { minLength: 10, maxLength: 25 });

/** What was seen of one's own, over all runs: a test in which nobody sees anything shows nothing. */
const seen = new Map<string, number>();

async function make({ name, account: index, connection, pick, isFresh }: RandomMove): Promise<readonly string[]> {
  const account = `account-${index}`;
  const at = pickOf(tenants.tenancies, connection);
  const headers: Record<string, string> = isFresh ? { "cache-control": "no-cache" } : {};
  const operation = OPERATIONS[name];
  if (!operation) throw new Error(`There is no ${name}`);
  const doing: Move = { tenants, account, at, pick, headers };
  const { text, isSomething } = await operation(doing);
  const isOwn = at.account === account;
  if (isOwn && isSomething) seen.set(name, (seen.get(name) ?? 0) + 1);
  const wrong = tenants.foreignTo(account).filter((foreign) => text.includes(foreign));
  const faults = wrong.map((foreign) => `${name} by ${account} at ${at.account}: ${foreign} in ${text}`);
  return isOwn || !isSomething || name === "download" || name === "match" ? faults : [...faults, `${name}: ${text}`];
}

test("nothing of one account ever reaches another, whoever asks for what at the same time", async () => {
  const waves = fc.array(wave, { minLength: 3, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(waves, async (all) => {
      for (const some of all) {
        const faults = (await Promise.all(some.map(make))).flat();
        expect(faults).toEqual([]);
      }
    }),
    { ...randomRuns(8), endOnFailure: true },
  );
});

test("what was written arrived in the writer's own Lever account alone, once for each key", () => {
  for (const { lever, account } of tenants.tenancies) {
    const texts = [...lever.sandbox.data.notes.values()].flatMap(({ fields }) => fields.map(({ value }) => value));
    const written = texts.filter((text) => text.startsWith("note of "));
    expect(written.filter((text) => text !== `note of ${account}`)).toEqual([]);
    const sent = lever.sandbox.requests
      .filter(({ method }) => method !== "GET")
      .map(({ body }) => body)
      .join("\n");
    expect(tenants.foreignTo(account).filter((foreign) => sent.includes(foreign))).toEqual([]);
  }
  const keys = 5;
  for (let index = 0; index < ACCOUNTS; index++) {
    const own = tenants.tenancies.filter(({ account }) => account === `account-${index}`);
    const notes = own.flatMap(({ lever }) => [...lever.sandbox.data.notes.values()]);
    const written = notes.filter(({ fields }) => fields[0]?.value === `note of account-${index}`);
    expect(written.length).toBeLessThanOrEqual(keys);
  }
});

test("and everybody saw what is their own", () => {
  const unseen = names.filter((name) => !["webhook", "bulk", "pollBulk", "hangUp"].includes(name) && !seen.has(name));
  expect(unseen).toEqual([]);
});
