import { describe, expect, test } from "vitest";
import { type Candidacy, enteredAt, slaOf, type SlaStatus } from "../../src/stage-mapping/sla.js";
import { SeededRandom } from "../lever/seeded-random.js";

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 2, 1);

/** The Findem stage that the candidacies are in: it holds two stages of Lever's. */
const GROUP = ["phone", "onsite"];

type Change = readonly [stage: string, at: number];

function candidacy(changes: readonly Change[], rest: Partial<Candidacy> = {}): Candidacy {
  return {
    stageExternalId: "phone",
    stageChanges: changes.map(([stageExternalId, changedAt]) => ({ stageExternalId, changedAt })),
    lastAdvancedAt: null,
    createdAt: 1,
    snoozedUntil: null,
    archive: null,
    ...rest,
  };
}

describe("a candidacy entered its Findem stage", () => {
  const cases: readonly (readonly [string, Candidacy, number])[] = [
    [
      "with the only change that led into it",
      candidacy([
        ["lead", 10],
        ["phone", 20],
      ]),
      20,
    ],
    [
      "with the first change known, where all are within it",
      candidacy([
        ["onsite", 10],
        ["phone", 20],
      ]),
      10,
    ],
    [
      "with the first of several moves within it",
      candidacy([
        ["lead", 5],
        ["phone", 10],
        ["onsite", 20],
        ["phone", 30],
      ]),
      10,
    ],
    [
      "when it came back, after it had left",
      candidacy([
        ["phone", 10],
        ["offer", 20],
        ["phone", 30],
      ]),
      30,
    ],
    [
      "when it came back by the other stage",
      candidacy([
        ["phone", 1],
        ["offer", 2],
        ["onsite", 3],
        ["phone", 4],
      ]),
      3,
    ],
    [
      "whatever the order of the changes",
      candidacy([
        ["phone", 30],
        ["lead", 5],
        ["onsite", 20],
        ["offer", 10],
      ]),
      20,
    ],
    [
      "not when it only went on in it, whatever lastAdvancedAt says",
      candidacy(
        [
          ["onsite", 10],
          ["phone", 20],
        ],
        { lastAdvancedAt: 20 },
      ),
      10,
    ],
    [
      "with the change of the same millisecond as one elsewhere",
      candidacy([
        ["phone", 10],
        ["lead", 10],
      ]),
      10,
    ],
    ["without history: when it advanced", candidacy([], { lastAdvancedAt: 15, createdAt: 3 }), 15],
    ["without history or advance: when it was created", candidacy([], { createdAt: 3 }), 3],
    [
      "with lastAdvancedAt, where the last change known led elsewhere",
      candidacy(
        [
          ["lead", 5],
          ["offer", 10],
        ],
        { lastAdvancedAt: 15 },
      ),
      15,
    ],
    [
      "with lastAdvancedAt, where it was in it, left, and how it came back is not known",
      candidacy(
        [
          ["phone", 5],
          ["offer", 10],
        ],
        { lastAdvancedAt: 15 },
      ),
      15,
    ],
    [
      "never before it was last elsewhere, where lastAdvancedAt is older",
      candidacy([["offer", 10]], { lastAdvancedAt: 4 }),
      10,
    ],
    [
      "never before it was last elsewhere, where nothing else is known",
      candidacy([["offer", 10]], { createdAt: 4 }),
      10,
    ],
    [
      "with the last change known, where that led to its other stage",
      candidacy(
        [
          ["lead", 5],
          ["onsite", 10],
        ],
        { lastAdvancedAt: 15 },
      ),
      10,
    ],
    [
      "when its deleted stage of the group took it in",
      candidacy(
        [
          ["gone", 5],
          ["phone", 10],
        ],
        { lastAdvancedAt: 10 },
      ),
      10,
    ],
  ];
  test.each(cases)("%s", (_, row, expected) => {
    expect(enteredAt(GROUP, row)).toBe(expected);
  });

  test("as a backward walk through the sorted changes says, for any history", () => {
    const random = new SeededRandom(20260301);
    for (let round = 0; round < 5_000; round++) {
      const changes = Array.from({ length: random.below(9) }, (): Change => [
        random.pick(["lead", "phone", "onsite", "offer"]),
        // Few moments: many changes share theirs.
        random.below(12),
      ]);
      const row = candidacy(changes, {
        stageExternalId: random.pick(GROUP),
        lastAdvancedAt: random.chance(0.3) ? null : random.below(12),
        createdAt: random.below(3),
      });
      expect(enteredAt(GROUP, row), `round ${round}: ${JSON.stringify(row)}`).toBe(walkedBack(row));
    }
  });
});

/** The same, slowly: one step back after the other. */
function walkedBack(row: Candidacy): number {
  const isIn = (stage: string): boolean => GROUP.includes(stage);
  const newestFirst = [...row.stageChanges].sort(
    (one, other) =>
      other.changedAt - one.changedAt || Number(isIn(other.stageExternalId)) - Number(isIn(one.stageExternalId)),
  );
  let earliest: number | null = null;
  for (const change of newestFirst) {
    if (!isIn(change.stageExternalId))
      return earliest ?? Math.max(row.lastAdvancedAt ?? row.createdAt, change.changedAt);
    earliest = change.changedAt;
  }
  return earliest ?? row.lastAdvancedAt ?? row.createdAt;
}

describe("against the days of its Findem stage, a candidacy", () => {
  const stage = { id: "f", name: "Interviews", slaDays: 4, stageIds: GROUP };
  const since = (age: number, rest: Partial<Candidacy> = {}) =>
    slaOf(stage, candidacy([["phone", NOW - age]], rest), NOW);

  const cases: readonly (readonly [string, number, Partial<Candidacy>, SlaStatus])[] = [
    ["that came just now is on track", 0, {}, "ON_TRACK"],
    ["is on track until three quarters of its time", 3 * DAY - 1, {}, "ON_TRACK"],
    ["is due soon from three quarters of its time on", 3 * DAY, {}, "DUE_SOON"],
    ["is due soon until the millisecond before it is due", 4 * DAY - 1, {}, "DUE_SOON"],
    ["is breached from the due instant on", 4 * DAY, {}, "BREACHED"],
    ["stays breached", 400 * DAY, {}, "BREACHED"],
    ["that is snoozed is paused, on track or not", 0, { snoozedUntil: NOW + 1 }, "PAUSED"],
    ["that is snoozed is paused, due soon or not", 3 * DAY, { snoozedUntil: NOW + 1 }, "PAUSED"],
    ["that is snoozed is paused, breached or not", 4 * DAY, { snoozedUntil: NOW + 1 }, "PAUSED"],
    ["whose snooze ends now goes on", 4 * DAY, { snoozedUntil: NOW }, "BREACHED"],
    ["whose snooze is over goes on", 3 * DAY, { snoozedUntil: NOW - DAY }, "DUE_SOON"],
    ["of a time to come, since Lever's clock is ahead, is on track", -HOUR, {}, "ON_TRACK"],
  ];
  test.each(cases)("%s", (_, age, rest, status) => {
    expect(since(age, rest)?.status).toBe(status);
  });

  test("has been there for so many days of 24 hours, never less than none, and is due after so many", () => {
    expect(since(36 * HOUR)).toEqual({
      slaDays: 4,
      enteredAt: NOW - 36 * HOUR,
      dueAt: NOW - 36 * HOUR + 4 * DAY,
      status: "ON_TRACK",
      daysInStage: 1.5,
    });
    expect(since(-HOUR)?.daysInStage).toBe(0);
    expect(since(2 * DAY, { snoozedUntil: NOW + DAY })?.daysInStage).toBe(2);
  });

  test("has no clock without days, without a Findem stage, or when it is archived", () => {
    const row = candidacy([["phone", 5]]);
    expect(slaOf({ ...stage, slaDays: null }, row, NOW)).toBeNull();
    expect(slaOf(null, row, NOW)).toBeNull();
    expect(slaOf(undefined, row, NOW)).toBeNull();
    expect(slaOf(stage, { ...row, archive: {} }, NOW)).toBeNull();
  });
});
