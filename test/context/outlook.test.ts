import { expect, test } from "vitest";
import { type Outlook, shortfallMs } from "../../src/context/outlook.js";

const outlook = (changes: Partial<Outlook["budget"]> = {}, leftMs = 25_000): Outlook => ({
  leftMs,
  budget: { requestsPerSecond: 10, burst: 20, available: 20, queued: 0, ...changes },
});

test.each<[string, Outlook, number, number, number]>([
  ["what is available at once takes no time", outlook({}, 1), 20, 0, 0],
  ["what the rate brings until the end fits", outlook(), 270, 0, 0],
  ["one more is a tenth of a second too late", outlook(), 271, 0, 100],
  ["those who wait already go first", outlook({ queued: 20 }), 251, 0, 100],
  ["a budget that is used up brings its rate alone", outlook({ available: 0 }), 260, 0, 1_000],
  ["a slow Lever takes longer than the budget does", outlook(), 100, 300, 5_000],
  ["a fast one does not", outlook({ available: 0 }, 9_000), 100, 20, 1_000],
  ["after the end there is time for nothing", outlook({}, -10), 1, 0, 10],
])("%s", (_, given, requests, requestMs, expected) => {
  expect(shortfallMs(given, requests, requestMs)).toBeCloseTo(expected, 6);
});
