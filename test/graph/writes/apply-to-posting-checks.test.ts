import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { As, TestSubgraph } from "../../support/subgraph.js";
import { ApplicationWorld, EMAIL, NOTICE, personal, RECRUITER } from "./application-world.js";
import { sentWrites } from "./sent-writes.js";

let world: ApplicationWorld;
let graph: TestSubgraph;
let id: string;

beforeEach(async () => {
  world = await ApplicationWorld.start();
  graph = world.graph;
  id = world.id;
});
afterEach(() => world[Symbol.asyncDispose]());

const apply = (input?: object, as?: As) => world.apply(input, as);

describe("is checked before anything is sent", () => {
  const at = (...path: readonly string[]) => ["input", ...path];

  test.each([
    [{ personalInformation: [{ name: "fullName", value: "I" }] }, "ANSWER_MISSING", at("personalInformation")],
    [{ personalInformation: [{ name: "email", value: EMAIL }] }, "ANSWER_MISSING", at("personalInformation")],
    [
      {
        personalInformation: [
          { name: "fullName", value: " " },
          { name: "email", value: EMAIL },
        ],
      },
      "ANSWER_MISSING",
      at("personalInformation", "0"),
    ],
    [
      {
        personalInformation: [
          { name: "fullName", value: "I" },
          { name: "email", value: "i" },
        ],
      },
      "ANSWER_INVALID",
      at("personalInformation", "1"),
    ],
    [
      { personalInformation: personal([{ name: "fullName", value: "I" }]) },
      "ANSWER_INVALID",
      at("personalInformation", "2"),
    ],
    [
      { personalInformation: personal([{ name: "phone", value: 1 }]) },
      "ANSWER_INVALID",
      at("personalInformation", "2"),
    ],
    [
      { personalInformation: personal([{ name: "preferredPostingLocation", value: "berlin" }]) },
      "ANSWER_INVALID",
      at("personalInformation", "2"),
    ],
    [
      { personalInformation: personal([{ name: "shoeSize", value: "44" }]) },
      "QUESTION_UNKNOWN",
      at("personalInformation", "2"),
    ],
    [{ urls: [{ name: "linkedin", value: "x" }] }, "QUESTION_UNKNOWN", at("urls", "0")],
    [{ customQuestions: [] }, "ANSWER_MISSING", at("customQuestions")],
    [{ customQuestions: [{ id: "set-1", values: [] }] }, "ANSWER_MISSING", at("customQuestions", "0")],
    [{ customQuestions: [NOTICE, NOTICE] }, "ANSWER_INVALID", at("customQuestions", "1")],
    [{ customQuestions: [NOTICE, { id: "x", values: [] }] }, "QUESTION_UNKNOWN", at("customQuestions", "1")],
    [
      { customQuestions: [{ id: "set-1", values: [{ fieldId: "notice", value: "1 Month" }] }] },
      "ANSWER_INVALID",
      at("customQuestions", "0", "values", "0"),
    ],
    [
      { customQuestions: [{ id: "set-1", values: [...NOTICE.values, ...NOTICE.values] }] },
      "ANSWER_INVALID",
      at("customQuestions", "0", "values", "1"),
    ],
    [
      { customQuestions: [{ id: "set-1", values: [...NOTICE.values, { fieldId: "why", value: "x" }] }] },
      "QUESTION_UNKNOWN",
      at("customQuestions", "0", "values", "1"),
    ],
    [
      { customQuestions: [{ id: "set-1", values: [...NOTICE.values, { fieldId: "tools", value: "CAD" }] }] },
      "ANSWER_INVALID",
      at("customQuestions", "0", "values", "1"),
    ],
    [{ eeoResponses: [{ name: "gender", value: "female" }] }, "ANSWER_INVALID", at("eeoResponses", "0")],
    [{ eeoResponses: [{ name: "veteran", value: "No" }] }, "QUESTION_UNKNOWN", at("eeoResponses", "0")],
  ])("%j is %s at %j", async (input, code, path) => {
    const { payload } = await apply(input);
    expect(payload.userErrors).toMatchObject([{ code, path }]);
    expect(payload).toMatchObject({ applicationExternalId: null, opportunity: null });
    expect(sentWrites(graph.sandbox)).toEqual([]);
  });

  test("against what the form asks for by itself: a resume, a consent", async () => {
    const { form } = world;
    const [resume] = form.personalInformation.filter(({ name }) => name === "resume");
    Object.assign(resume ?? {}, { required: true });
    const { payload } = await apply({ consentToStore: true });
    expect(payload.userErrors).toMatchObject([{ code: "ANSWER_MISSING", path: at("resumeUploadId") }]);
    delete form.consentDisclosures;
    form.personalInformation = form.personalInformation.filter(({ name }) => name !== "resume");
    const unasked = await apply({ consentToStore: true, resumeUploadId: "x" });
    expect(unasked.payload.userErrors).toMatchObject([
      { code: "QUESTION_UNKNOWN", path: at("resumeUploadId") },
      { code: "QUESTION_UNKNOWN", path: at("consentToStore") },
    ]);
  });

  test.each(["closed", "draft", "pending", "rejected"] as const)("against the posting's state: %s", async (state) => {
    world.posting.state = state;
    expect((await apply()).payload.userErrors).toMatchObject([{ code: "POSTING_CLOSED", path: at("postingId") }]);
    expect(sentWrites(graph.sandbox)).toEqual([]);
  });

  test("an unlisted posting takes applications", async () => {
    world.posting.state = "internal";
    expect((await apply()).payload.userErrors).toEqual([]);
  });

  test.each([
    [{ postingId: "x" }, "input.postingId"],
    [{ idempotencyKey: "" }, "input.idempotencyKey"],
    [{ origin: "SOURCED" }, "input.origin"],
    [{ ipAddress: "somewhere" }, "input.ipAddress"],
  ])("malformed input is refused by name: %j", async (input, argument) => {
    expect((await apply(input)).errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", argument } }]);
    expect(graph.sandbox.requests).toEqual([]);
  });
});

describe("nothing is sent", () => {
  test("for a viewer, for another account, to nowhere, or to what the caller may not see", async () => {
    const { errors } = await apply({}, { roles: "viewer" });
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN", requiredRole: "recruiter" } }]);
    const answered = [await apply({}, { ...RECRUITER, account: "other" }), await apply({ postingId: `${id}.nobody` })];
    world.posting.confidentiality = "confidential";
    answered.push(await apply());
    for (const { payload } of answered) {
      expect(payload.userErrors).toMatchObject([{ code: "NOT_FOUND", path: ["input", "postingId"] }]);
    }
    expect(sentWrites(graph.sandbox)).toEqual([]);
  });
});
