import { expect, test } from "vitest";
import type { ConnectionScope } from "../../../src/context/connection-scope.js";
import { WalkForesight } from "../../../src/graph/pipeline/walk-foresight.loader.js";
import { LeverError } from "../../../src/lever/errors.js";
import { ManualClock } from "../../support/manual-clock.js";

const QUERY = { archived: false };
const PAGE_MS = 400;

/** A connection with as much budget as one could want, and 25 seconds for the operation. */
function connection() {
  const clock = new ManualClock();
  const kept = new Map<string, { readonly value: unknown; readonly fetchedAt: number }>();
  const deadlineAtMs = () => 25_000 + startedAtMs;
  let startedAtMs = 0;
  const cached = new Set<string | undefined>();
  const scope = {
    clock,
    outlook: () => ({
      leftMs: deadlineAtMs() - clock.monotonicMs(),
      budget: { requestsPerSecond: 1_000, burst: 1_000, available: 1_000, queued: 0 },
    }),
    lever: {
      connectionId: "c1",
      isPageCached: async (_endpoint: unknown, _parameters: unknown, _query: unknown, offset?: string) =>
        cached.has(offset),
      entities: {
        getMany: async (_kind: string, keys: readonly string[]) => keys.map((key) => kept.get(key)),
        setMany: async (
          _kind: string,
          entries: readonly (readonly [string, { value: unknown; fetchedAt: number }])[],
        ) => {
          for (const [key, entry] of entries) kept.set(key, entry);
        },
      },
    },
  } as unknown as ConnectionScope;
  return { clock, scope, cached, nextOperation: () => (startedAtMs = clock.monotonicMs()) };
}

/** Reads so many of the pages; answers with how many were asked of Lever before it was stopped. */
async function walk({ clock, scope, cached }: ReturnType<typeof connection>, pages: number): Promise<number> {
  const foresight = await WalkForesight.begin(scope, QUERY);
  let sent = 0;
  try {
    for (let page = 0; page < pages; page++) {
      const offset = page === 0 ? undefined : String(page);
      await foresight.check(offset);
      const askedAt = clock.epochMs();
      const isCached = cached.has(offset);
      if (!isCached) {
        sent += 1;
        await clock.advance(PAGE_MS);
        cached.add(offset);
      }
      const next = page === pages - 1 ? null : String(page + 1);
      foresight.saw({ fetchedAt: isCached ? askedAt - 1 : askedAt, next }, askedAt);
    }
    return sent;
  } catch (error) {
    expect(error).toBeInstanceOf(LeverError);
    expect(error).toMatchObject({ code: "RATE_LIMITED", details: { acted: "no" } });
    return sent;
  } finally {
    await foresight.remember();
  }
}

test("a slow Lever's pages are asked for as long as one more fits, and then no more", async () => {
  expect(await walk(connection(), 100)).toBe(62);
});

test("the next operation goes on where that one stopped, as long as its pages are kept", async () => {
  const here = connection();
  await walk(here, 100);
  here.nextOperation();
  expect(await walk(here, 100)).toBe(38);
});

test("once they are not kept any more, no request is spent on what is known to take too long", async () => {
  const here = connection();
  await walk(here, 100);
  here.nextOperation();
  await walk(here, 100);
  here.cached.clear();
  here.nextOperation();
  expect(await walk(here, 100)).toBe(0);
});

test("a walk that came to its end in time is begun again", async () => {
  const here = connection();
  expect(await walk(here, 60)).toBe(60);
  here.cached.clear();
  here.nextOperation();
  expect(await walk(here, 60)).toBe(60);
});
