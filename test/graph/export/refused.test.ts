import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { OTHER_ACCOUNT_KEY } from "../../../sandbox/keys.js";
import { change, onlyError } from "../../support/connections.js";
import { upload } from "../../support/uploads.js";
import { ExportWorld, type Input, NOTHING_REACHED, RECRUITER, RECRUITER_ID } from "./support.js";

let world: ExportWorld;

beforeAll(async () => {
  world = await ExportWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.renew());

const LONG = "a".repeat(1_001);

describe("an input that is malformed", () => {
  test.each<readonly [string, Input]>([
    ["input.connectionId", { connectionId: "a.b" }],
    ["input.name", { name: " " }],
    ["input.name", { name: LONG }],
    ["input.title", { title: LONG }],
    ["input.emails.1", { emails: ["ada@new.example.test", "ada at example"] }],
    ["input.emails", { emails: Array.from({ length: 21 }, (_, index) => `a${String(index)}@new.example.test`) }],
    ["input.phones.0.value", { phones: [{ value: "  " }] }],
    ["input.linkedinUrl", { linkedinUrl: "not a link" }],
    ["input.githubUrl", { githubUrl: "javascript:alert(1)" }],
    ["input.findemProfileUrl", { findemProfileUrl: "profile 12" }],
    ["input.tags.1", { tags: ["Robotics", " "] }],
    ["input.tags.0", { tags: [LONG] }],
    ["input.note", { note: "a".repeat(50_001) }],
    ["input.postingId", { postingId: "no-id" }],
    ["input.stageId", { stageId: "a.b/../c" }],
    ["input.ownerId", { ownerId: "" }],
    ["input.fileUploadIds", { fileUploadIds: Array.from({ length: 11 }, (_, index) => `u${String(index)}`) }],
    ["input.idempotencyKey", { idempotencyKey: " " }],
    ["input.idempotencyKey", { idempotencyKey: "k".repeat(201) }],
  ])("is BAD_USER_INPUT at %s, and nothing is asked of Lever", async (argument, changes) => {
    const { answer } = await world.export(world.input(changes));
    expect(answer.data).toEqual({ exportProfileToAts: null });
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument });
    expect(world.subgraph.sandbox.requests).toEqual([]);
  });
});

describe("an id that names nothing", () => {
  test.each<readonly [string, string, () => Input]>([
    ["stageId", "STAGE_UNKNOWN", () => ({ stageId: world.id("no-such") })],
    ["postingId", "NOT_FOUND", () => ({ postingId: world.id("no-such") })],
    ["ownerId", "NOT_FOUND", () => ({ ownerId: world.id("no-such") })],
    ["stageId", "STAGE_UNKNOWN", () => ({ stageId: "other.lead-new" })],
    ["ownerId", "NOT_FOUND", () => ({ ownerId: `other.${RECRUITER_ID}` })],
    ["resumeUploadId", "UPLOAD_UNKNOWN", () => ({ resumeUploadId: "no-such" })],
    ["resumeUploadId", "UPLOAD_UNKNOWN", () => ({ resumeUploadId: "../../etc/passwd" })],
  ])("%s: %s, before anything is sent", async (field, code, changes) => {
    const done = await world.export(world.input({ note: "N", ...changes() }));
    expect(done.userErrors).toMatchObject([{ code, path: ["input", field] }]);
    expect(done).toMatchObject({ outcome: null, opportunity: null, candidate: null, plannedRequests: null });
    expect(done.statuses).toEqual(NOTHING_REACHED);
    expect(world.sent).toEqual([]);
    expect((await world.audit())[0]).toMatchObject({ action: "exportProfileToAts", outcome: "REFUSED" });
  });

  test("among the files is told by its place, each", async () => {
    const known = await upload(world.subgraph, world.connectionId, Buffer.from("%PDF-1.7\n"), {});
    const done = await world.export(world.input({ fileUploadIds: ["nope", known, "neither"] }));
    expect(done.userErrors.map(({ code, path }) => [code, path?.join(".")])).toEqual([
      ["UPLOAD_UNKNOWN", "input.fileUploadIds.0"],
      ["UPLOAD_UNKNOWN", "input.fileUploadIds.2"],
    ]);
    expect(world.sent).toEqual([]);
  });

  test("of a posting that is closed: POSTING_CLOSED", async () => {
    const closed = [...world.data.postings.values()].find(({ state }) => state === "closed");
    const done = await world.export(world.input({ postingId: world.id(closed?.id ?? "") }));
    expect(done.userErrors).toMatchObject([{ code: "POSTING_CLOSED", path: ["input", "postingId"] }]);
    expect(world.sent).toEqual([]);
  });

  test("leaves the key free for the right input", async () => {
    const input = world.input({ stageId: world.id("no-such") });
    await world.export(input);
    expect(await world.export({ ...input, stageId: world.id("lead-new") })).toMatchObject({ outcome: "CREATED" });
  });

  test("in a dry run plans nothing", async () => {
    const done = await world.export(world.input({ stageId: world.id("no-such"), dryRun: true }));
    expect(done).toMatchObject({ codes: ["STAGE_UNKNOWN"], plannedRequests: [] });
  });
});

describe("who may not", () => {
  test.each(["viewer", "confidential,eeo"])("with the roles %s is FORBIDDEN, and nothing is sent", async (roles) => {
    const { answer } = await world.export(world.input(), { ...RECRUITER, roles });
    expect(onlyError(answer).extensions).toMatchObject({ code: "FORBIDDEN", requiredRole: "recruiter" });
    expect(world.subgraph.sandbox.requests).toEqual([]);
  });

  test("of another account finds the connection as unknown as any", async () => {
    const theirs = await world.export(world.input(), { ...RECRUITER, account: "globex" });
    const unknown = await world.export(world.input({ connectionId: "nowhere" }));
    for (const { userErrors, outcome } of [theirs, unknown]) {
      expect(userErrors).toMatchObject([{ code: "NOT_FOUND", path: ["input", "connectionId"] }]);
      expect(outcome).toBeNull();
    }
    expect(theirs.userErrors).toEqual(unknown.userErrors);
    expect(world.sent).toEqual([]);
  });

  test("uses another account's upload finds it unknown", async () => {
    const globex = { account: "globex", roles: "admin" };
    const theirs = await world.subgraph.connect(OTHER_ACCOUNT_KEY, globex);
    const file = await upload(world.subgraph, theirs, Buffer.from("%PDF-1.7\n"), {}, { ...globex, user: "u2" });
    const done = await world.export(world.input({ resumeUploadId: file }));
    expect(done.userErrors).toMatchObject([{ code: "UPLOAD_UNKNOWN" }]);
    expect(world.sent).toEqual([]);
  });

  test("has no user in Lever, where no default is set, is PERFORM_AS_UNKNOWN", async () => {
    const done = await world.export(world.input(), { ...RECRUITER, email: "nobody@example.test" });
    expect(done.codes).toEqual(["PERFORM_AS_UNKNOWN"]);
    expect(done.statuses).toEqual(NOTHING_REACHED);
    expect(world.sent).toEqual([]);
  });
});

describe("a connection that is switched off", () => {
  test("is ATS_CONNECTION_DISABLED, and the same call works once it is on again", async () => {
    const input = world.input();
    await change(world.subgraph, "disableAtsConnection", { connectionId: world.connectionId });
    world.renew();
    const done = await world.export(input);
    expect(done.userErrors).toMatchObject([{ code: "ATS_CONNECTION_DISABLED", retryable: false }]);
    expect(world.subgraph.sandbox.requests).toEqual([]);
    await change(world.subgraph, "enableAtsConnection", { connectionId: world.connectionId });
    expect(await world.export(input)).toMatchObject({ outcome: "CREATED", userErrors: [] });
  });
});
