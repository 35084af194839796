import { describe, expect, test } from "vitest";
import { toApplication } from "../../src/graph/application/application.loader.js";

/** Lever docs, "Applications". */
const application = {
  id: "a91f3c52-7d10-4b8e-8c44-0e6b7f21d9aa",
  opportunityId: "3e7d50b8-14c9-47f2-b6a1-92dd0c5f6b13",
  createdAt: 1_718_000_000_000,
  type: "posting",
  posting: "c0ffee00-1111-4222-8333-444455556666",
  name: "Ilse Brandt",
  customQuestions: [],
};

function questionsOf(customQuestions: unknown) {
  return toApplication("c1", "o1", { ...application, customQuestions })?.customQuestions;
}

describe("the questions of an application", () => {
  test("are the posting's forms with their answers", () => {
    const fields = [
      {
        id: "q1",
        type: "multiple-select",
        text: "Languages",
        required: true,
        value: ["Go"],
        options: [{ text: "Go" }],
      },
      { id: "q2", type: "file-upload", text: "Portfolio", required: false, value: { id: "f1", name: "a.pdf" } },
    ];
    expect(
      questionsOf([{ type: "posting", text: "A few questions", fields, createdAt: 1, completedAt: 2 }]),
    ).toMatchObject([
      { name: "A few questions", fields: [{ valueOptions: ["Go"] }, { valueFile: { id: "c1.o1.f1.answer" } }] },
    ]);
  });

  test("of a referral are its form, whose questions have no ids and keys of their own", () => {
    const fields = [{ type: "text", text: "Name of referrer", value: "Ana Kovac", isSummary: false, summaryText: "" }];
    const form = { type: "referral", text: "Referral", accountId: "x", referrerId: null, userId: "u1", fields };
    expect(questionsOf([form])).toMatchObject([
      { id: null, name: "Referral", fields: [{ id: null, label: "Name of referrer", valueText: "Ana Kovac" }] },
    ]);
  });

  test.each([null, undefined, "x", {}, 0, []])("%j: none", (customQuestions) => {
    expect(questionsOf(customQuestions)).toEqual([]);
  });
});
