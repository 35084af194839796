import { describe, expect, test } from "vitest";
import { MappingChanges } from "../../src/stage-mapping/mapping-changes.js";
import { PipelineTally } from "../../src/stage-mapping/pipeline-tally.js";
import type { Candidacy } from "../../src/stage-mapping/sla.js";
import { documentWith } from "./documents.js";

const DAY = 24 * 60 * 60_000;
const NOW = Date.UTC(2026, 2, 1);

function row(stage: string, days: number, rest: Partial<Candidacy> = {}): Candidacy {
  const changedAt = NOW - days * DAY;
  return {
    stageExternalId: stage,
    stageChanges: [{ stageExternalId: stage, changedAt }],
    lastAdvancedAt: changedAt,
    createdAt: changedAt,
    snoozedUntil: null,
    archive: null,
    ...rest,
  };
}

const taken = <Tally extends { take(candidacy: Candidacy): void }>(tally: Tally, rows: readonly Candidacy[]): Tally => {
  for (const candidacy of rows) tally.take(candidacy);
  return tally;
};
const plain = ({ count, dueSoon, breached }: { count: number; dueSoon: number; breached: number }) => [
  count,
  dueSoon,
  breached,
];

describe("a tally of a pipeline", () => {
  const snoozed = { snoozedUntil: NOW + DAY };
  const rows = [
    row("applicant-new", 0),
    row("applicant-new", 2.5),
    row("applicant-new", 3),
    row("applicant-new", 9, snoozed),
    row("onsite", 99),
    row("nowhere", 99),
  ];
  const tally = taken(new PipelineTally(documentWith({ inboundStageIds: ["applicant-new", "nowhere"] }), NOW), rows);

  test("counts each Findem stage's own, and snoozed ones neither as due soon nor as breached", () => {
    expect(plain(tally.countsOf("f-new"))).toEqual([4, 1, 1]);
    expect(plain(tally.countsOf("f-interviews"))).toEqual([1, 0, 0]);
  });

  test("counts what no Findem stage holds apart, and knows where it was", () => {
    expect(plain(tally.countsOf(null))).toEqual([1, 0, 0]);
    expect(tally.unmappedStageIds).toEqual(["nowhere"]);
  });

  test("counts inbound ones over Findem stages, unmapped ones too", () => {
    expect(plain(tally.inbound)).toEqual([5, 1, 1]);
  });

  test("counts none where there are none", () => {
    const empty = new PipelineTally(documentWith(), NOW);
    expect([empty.inbound, empty.countsOf("f-new"), empty.countsOf(null)].map(plain)).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(empty.unmappedStageIds).toEqual([]);
  });
});

describe("the changes of another mapping", () => {
  const present = documentWith();
  const changesTo = (wanted: Partial<typeof present>, ...rows: Candidacy[]) => {
    const { enteringInbound, leavingInbound, changingFindemStage, newlyBreached } = taken(
      new MappingChanges({ present, wanted: documentWith(wanted) }, NOW),
      rows,
    );
    return { enteringInbound, leavingInbound, changingFindemStage, newlyBreached };
  };
  const NOTHING = { enteringInbound: 0, leavingInbound: 0, changingFindemStage: 0, newlyBreached: 0 };
  const [first, second] = present.findemStages as [(typeof present.findemStages)[0], (typeof present.findemStages)[0]];

  test("are none for the same mapping under other names and in another order", () => {
    const findemStages = [second, { ...first, name: "Fresh" }];
    expect(changesTo({ findemStages }, row("applicant-new", 9), row("onsite", 9), row("nowhere", 9))).toEqual(NOTHING);
  });

  test("are those who come in and go out of the inbound stages", () => {
    const rows = [row("applicant-new", 1), row("phone", 1), row("phone", 2)];
    expect(changesTo({ inboundStageIds: ["phone"] }, ...rows)).toEqual({
      ...NOTHING,
      enteringInbound: 2,
      leavingInbound: 1,
    });
  });

  test("are those whose stage gets another Findem stage, one, or none", () => {
    const findemStages = [
      { ...first, stageIds: ["applicant-new", "onsite"] },
      { ...second, stageIds: ["nowhere"] },
    ];
    const rows = ["applicant-new", "onsite", "nowhere", "phone", "elsewhere"].map((stage) => row(stage, 0));
    expect(changesTo({ findemStages }, ...rows)).toEqual({ ...NOTHING, changingFindemStage: 3 });
  });

  test("are those past their time who were not, by shorter days or by a longer stay; snoozed ones are not", () => {
    const findemStages = [first, { ...second, slaDays: 7 }];
    const rows = [
      row("phone", 7),
      row("phone", 6.9),
      row("phone", 99, { snoozedUntil: NOW + 1 }),
      row("applicant-new", 9),
    ];
    expect(changesTo({ findemStages }, ...rows)).toEqual({ ...NOTHING, newlyBreached: 1 });

    const joined = [{ ...first, stageIds: ["applicant-new", "phone"] }];
    const moved = row("applicant-new", 1, {
      stageChanges: [
        { stageExternalId: "phone", changedAt: NOW - 5 * DAY },
        { stageExternalId: "applicant-new", changedAt: NOW - DAY },
      ],
    });
    expect(changesTo({ findemStages: joined }, moved)).toEqual({ ...NOTHING, newlyBreached: 1 });
  });
});
