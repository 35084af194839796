import { describe, expect, test } from "vitest";
import { toInterview } from "../../src/graph/interview/interview.mapper.js";
import { toPanel } from "../../src/graph/panel/panel.mapper.js";

const wrongShapeAt = (path: string): unknown =>
  expect.objectContaining({ code: "BAD_RESPONSE", details: expect.objectContaining({ path }) });

const source = { connectionId: "c1", opportunityId: "o1", fetchedAt: 0 };

const interviewer = {
  id: "9d8c7b6a-5e4f-4321-8abc-def012345678",
  name: "Tomas Ruiz",
  email: "tomas@acme.test",
  feedbackTemplate: "no-feedback",
};

/** What stands in a panel of an interview. Lever docs, "Panels". */
const inPanel = {
  id: "b6e1d2c3-0f9a-4788-9c11-5a4b3c2d1e0f",
  subject: "System design",
  note: null,
  date: 1_718_440_000_000,
  duration: 45,
  location: "Room 4",
  feedbackTemplate: "no-feedback",
  feedbackReminder: "daily",
  interviewers: [interviewer],
};

/** Lever docs, "Interviews". */
const listed = {
  ...inPanel,
  panel: "aa0b1c2d-3e4f-4051-8263-748596a7b8c9",
  timezone: "Europe/Berlin",
  createdAt: 1_718_300_000_000,
  feedbackForms: [],
  user: "9d8c7b6a-5e4f-4321-8abc-def012345678",
  stage: "lead-responded",
  canceledAt: null,
  postings: ["c0ffee00-1111-4222-8333-444455556666"],
};

const panel = {
  id: "aa0b1c2d-3e4f-4051-8263-748596a7b8c9",
  applications: ["a91f3c52-7d10-4b8e-8c44-0e6b7f21d9aa"],
  canceledAt: null,
  createdAt: 1_718_300_000_000,
  start: 1_718_440_000_000,
  end: 1_718_442_700_000,
  timezone: "Europe/Berlin",
  user: "9d8c7b6a-5e4f-4321-8abc-def012345678",
  stage: "lead-responded",
  note: null,
  externallyManaged: true,
  externalUrl: "https://scheduler.example.test/p/42",
  interviews: [inPanel],
};

describe("an interview", () => {
  test("of the documentation's shape", () => {
    expect(toInterview(source, listed)).toEqual({
      id: "c1.o1.b6e1d2c3-0f9a-4788-9c11-5a4b3c2d1e0f",
      panelId: "c1.o1.aa0b1c2d-3e4f-4051-8263-748596a7b8c9",
      subject: "System design",
      note: null,
      interviewers: [
        {
          email: "tomas@acme.test",
          name: "Tomas Ruiz",
          feedbackTemplateId: "c1.no-feedback",
          connectionId: "c1",
          userExternalId: "9d8c7b6a-5e4f-4321-8abc-def012345678",
        },
      ],
      timezone: "Europe/Berlin",
      startsAt: 1_718_440_000_000,
      durationMinutes: 45,
      location: "Room 4",
      feedbackTemplateId: "c1.no-feedback",
      canceledAt: null,
      createdAt: 1_718_300_000_000,
      connectionId: "c1",
      stageExternalId: "lead-responded",
    });
  });

  test("with its stage expanded keeps the id", () => {
    const stage = { id: "lead-responded", text: "Responded" };
    expect(toInterview(source, { ...listed, stage }).stageExternalId).toBe("lead-responded");
  });

  test("of which only the id is of its type is there all the same", () => {
    const strange = {
      id: "i1",
      panel: 7.5 as unknown as string,
      interviewers: [null, "u1", {}, { id: "u2", email: 0 }] as never,
      date: "soon" as never,
      duration: 1e12,
      stage: [] as never,
      timezone: "",
    };
    expect(toInterview(source, strange)).toMatchObject({
      id: "c1.o1.i1",
      interviewers: [
        { userExternalId: null, email: null },
        { userExternalId: "u2", email: "0" },
      ],
      startsAt: null,
      durationMinutes: null,
      timezone: null,
      stageExternalId: null,
    });
    expect(toInterview(source, { id: "i1", interviewers: {} as never }).interviewers).toEqual([]);
  });

  test("without an id is an answer of the wrong shape", () => {
    expect(() => toInterview(source, { subject: "x" })).toThrow(wrongShapeAt("id"));
  });
});

describe("a panel", () => {
  test("of the documentation's shape", () => {
    const { interviews, ...own } = toPanel(source, panel);
    expect(own).toEqual({
      id: "c1.o1.aa0b1c2d-3e4f-4051-8263-748596a7b8c9",
      startsAt: 1_718_440_000_000,
      endsAt: 1_718_442_700_000,
      timezone: "Europe/Berlin",
      note: null,
      canceledAt: null,
      createdAt: 1_718_300_000_000,
      externallyManaged: true,
      externalUrl: "https://scheduler.example.test/p/42",
      connectionId: "c1",
      stageExternalId: "lead-responded",
    });
    expect(interviews).toHaveLength(1);
  });

  test("lends its interviews what Lever leaves out of them", () => {
    const [interview] = toPanel(source, { ...panel, canceledAt: 1_718_350_000_000 }).interviews;
    expect(interview).toMatchObject({
      id: "c1.o1.b6e1d2c3-0f9a-4788-9c11-5a4b3c2d1e0f",
      panelId: "c1.o1.aa0b1c2d-3e4f-4051-8263-748596a7b8c9",
      timezone: "Europe/Berlin",
      stageExternalId: "lead-responded",
      canceledAt: 1_718_350_000_000,
      createdAt: null,
      durationMinutes: 45,
    });
  });

  test("holds its interviews in the order in which they begin", () => {
    const later = { ...inPanel, id: "later", date: inPanel.date + 1 };
    const interviews = [later, null, inPanel, "x"] as never;
    expect(toPanel(source, { ...panel, interviews }).interviews.map(({ startsAt }) => startsAt)).toEqual([
      inPanel.date,
      later.date,
    ]);
  });

  test("of which only the id is of its type is there all the same", () => {
    const strange = { id: "p1", interviews: "none" as never, externallyManaged: "yes" as never, start: {} as never };
    expect(toPanel(source, strange)).toMatchObject({
      id: "c1.o1.p1",
      interviews: [],
      externallyManaged: null,
      startsAt: null,
      timezone: null,
    });
  });

  test("without an id is an answer of the wrong shape", () => {
    expect(() => toPanel(source, {})).toThrow(wrongShapeAt("id"));
    const interviews = [inPanel, { subject: "x" }] as never;
    expect(() => toPanel(source, { ...panel, interviews })).toThrow(wrongShapeAt("interviews.1.id"));
  });
});
