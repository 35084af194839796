import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OpportunityRecord } from "../../../sandbox/data.js";
import { FINDEM_KEY, READ_ONLY_KEY } from "../../../sandbox/keys.js";
import { FINDEM_NAMES } from "../../../sandbox/permissions.js";
import { STAGES } from "../../../sandbox/seed/stages.js";
import { RECRUITER_ID, SUPER_ADMIN_ID } from "../../../sandbox/seed/users.js";
import { onlyError, removeConnection, type UserError } from "../../support/connections.js";
import { type As, startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { beginUpload, pdfOf, RECRUITER, upload } from "../../support/uploads.js";
import { sentForm } from "./form-sent.js";

const ENDPOINT = "/opportunities";
const PRIYA = "priya.raman@example.test";

let subgraph: TestSubgraph;
let connectionId = "";
let before: ReadonlySet<string> | null = null;
const mends: (() => void)[] = [];

beforeAll(async () => {
  subgraph = await startSubgraph({
    sandbox: { opportunities: 12 },
    environment: { RECONCILE_SETTLE_MS: "1000", REQUEST_TIMEOUT_MS: "15000" },
  });
});
afterAll(() => subgraph[Symbol.asyncDispose]());
beforeEach(() => renew());

async function renew(apiKey = FINDEM_KEY): Promise<void> {
  for (const mend of mends.splice(0)) mend();
  if (connectionId !== "") await removeConnection(subgraph, connectionId);
  connectionId = await subgraph.connect(apiKey);
  const { opportunities, contacts } = subgraph.sandbox.data;
  for (const { id, contact } of made()) {
    opportunities.delete(id);
    if (![...opportunities.values()].some((row) => row.contact === contact)) contacts.delete(contact);
  }
  before = new Set(opportunities.keys());
  subgraph.sandbox.clearRequests();
}

function made(): readonly OpportunityRecord[] {
  const rows = [...subgraph.sandbox.data.opportunities.values()];
  return before ? rows.filter(({ id: opportunity }) => !before?.has(opportunity)) : [];
}

const id = (externalId: string): string => `${connectionId}.${externalId}`;
const sent = () => subgraph.sandbox.requests.filter(({ method }) => method !== "GET").map(sentForm);
const contactOf = ({ contact }: OpportunityRecord) => subgraph.sandbox.data.contacts.get(contact)!;
const fault = (given: Parameters<TestSubgraph["sandbox"]["inject"]>[0]): void => {
  mends.push(subgraph.sandbox.inject(given));
};
const posting = (state = "published") =>
  [...subgraph.sandbox.data.postings.values()].find(
    (row) => row.state === state && row.confidentiality === "non-confidential",
  )!;
const confidentialPosting = () =>
  [...subgraph.sandbox.data.postings.values()].find((row) => row.confidentiality === "confidential")!;

interface Payload {
  readonly opportunity: Readonly<Record<string, unknown>> | null;
  readonly plannedRequests: readonly unknown[] | null;
  readonly userErrors: readonly UserError[];
}

async function create(input: Readonly<Record<string, unknown>>, as: As = RECRUITER) {
  const answer = await subgraph.query(
    `mutation ($input: CreateAtsOpportunityInput!) {
      createAtsOpportunity(input: $input) {
        opportunity { id name emails tags sources origin stageId posting { externalId } candidate { externalId phones { value } } }
        plannedRequests { method path body }
        userErrors { code message path retryable retryAfterMs permission }
      }
    }`,
    { input: { connectionId, idempotencyKey: "key-1", ...input } },
    as,
  );
  const payload = answer.data?.createAtsOpportunity as Payload | null;
  return { answer, payload, codes: payload?.userErrors.map(({ code }) => code) ?? [] };
}

const ADA = { name: "Ada Okafor", emails: ["Ada.Okafor@example.test"], tags: ["From Findem"], sources: ["Findem"] };

describe("createAtsOpportunity", () => {
  test("sends every field once, as Lever documents it, on behalf of the caller", async () => {
    const { id: postingId } = posting();
    const { codes, payload, answer } = await create({
      ...ADA,
      ...{ headline: "Initech", location: "Lagos", links: ["HTTPS://Ada.example.test/?a=1"], origin: "SOURCED" },
      ...{ phones: [{ value: "+1 555 0100", type: "mobile" }, { value: "2" }], createdAt: "2024-02-03T04:05:06.000Z" },
      ...{ stageId: id(STAGES.onsite.id), postingId: id(postingId), ownerId: id(SUPER_ADMIN_ID) },
    });
    expect([codes, answer.errors]).toEqual([[], []]);
    expect(sent()).toEqual([
      {
        method: "POST",
        path: `/opportunities?perform_as=${RECRUITER_ID}`,
        body: {
          ...ADA,
          emails: ["ada.okafor@example.test"],
          ...{ headline: "Initech", location: "Lagos", links: ["HTTPS://Ada.example.test/?a=1"], origin: "sourced" },
          ...{ phones: [{ value: "+1 555 0100", type: "mobile" }, { value: "2" }], createdAt: 1_706_933_106_000 },
          ...{ stage: STAGES.onsite.id, postings: [postingId], owner: SUPER_ADMIN_ID },
        },
      },
    ]);
    const [row, ...others] = made();
    expect(others).toEqual([]);
    expect(payload?.opportunity).toMatchObject({
      id: id(row!.id),
      ...{ name: "Ada Okafor", origin: "SOURCED", stageId: id(STAGES.onsite.id), sources: ["Findem"] },
      posting: { externalId: postingId },
    });
  });

  test("sends nothing of what was not given", async () => {
    await create({ name: "Ada Okafor", headline: " ", emails: [], links: [], tags: null });
    expect(sent().map(({ body }) => body)).toEqual([{ name: "Ada Okafor" }]);
  });

  test("leaves a row in the audit log that names what was made", async () => {
    await create(ADA);
    const { data } = await subgraph.query(
      `query ($id: ID!) { atsConnection(id: $id) { auditLog { nodes { action outcome opportunityId } } } }`,
      { id: connectionId },
    );
    const rows = (data.atsConnection as { auditLog: { nodes: readonly unknown[] } }).auditLog.nodes;
    expect(rows).toEqual([{ action: "createAtsOpportunity", outcome: "DONE", opportunityId: id(made()[0]?.id ?? "") }]);
  });

  test("as a dry run sends nothing, and shows what the real one then sends", async () => {
    const dry = await create({ ...ADA, dryRun: true });
    expect([dry.codes, sent(), made(), dry.payload?.opportunity]).toEqual([[], [], [], null]);
    await create(ADA);
    expect(dry.payload?.plannedRequests).toEqual(sent());
  });

  test("adds to the person who has the address", async () => {
    const contacts = subgraph.sandbox.data.contacts.size;
    const { payload } = await create({ name: "P. R.", emails: [PRIYA] });
    expect(payload?.opportunity).toMatchObject({ name: "Priya Raman" });
    expect(subgraph.sandbox.data.contacts.size).toBe(contacts);
  });

  test("adds to the person who is named, whatever the addresses", async () => {
    const [contact] = subgraph.sandbox.data.contacts.keys();
    const { payload } = await create({ candidateId: id(contact!) });
    expect(sent().map(({ body }) => body)).toEqual([{ contact }]);
    expect(payload?.opportunity).toMatchObject({ candidate: { externalId: contact } });
  });

  test("with the same key gives the first one again, also to many callers at once and after a restart", async () => {
    const answers = await Promise.all([create(ADA), create(ADA), create(ADA)]);
    await subgraph.restart();
    answers.push(await create({ ...ADA, headline: null, links: [] }));
    expect(answers.flatMap(({ codes }) => codes)).toEqual([]);
    expect(new Set(answers.map(({ payload }) => payload?.opportunity?.["id"]))).toEqual(new Set([id(made()[0]!.id)]));
    expect(made()).toHaveLength(1);
  });

  test("with the same key gives the first one again though its posting was closed since", async () => {
    const row = posting();
    await create({ ...ADA, postingId: id(row.id) });
    row.state = "closed";
    const { codes } = await create({ ...ADA, postingId: id(row.id) });
    row.state = "published";
    expect([codes, made().length]).toEqual([[], 1]);
  });

  test("with the same key and another input is refused", async () => {
    await create(ADA);
    const { codes } = await create({ ...ADA, headline: "Initech" });
    expect([codes, made().length]).toEqual([["IDEMPOTENCY_KEY_REUSED"], 1]);
  });

  test("with another key makes another one: Lever never says that somebody is there already", async () => {
    await create(ADA);
    await create({ ...ADA, idempotencyKey: "key-2" });
    expect(made()).toHaveLength(2);
  });

  test("names the permission that is missing", async () => {
    await renew(READ_ONLY_KEY);
    const { payload } = await create(ADA);
    expect(payload?.userErrors).toMatchObject([
      { code: "ATS_PERMISSION_MISSING", permission: "create an opportunity", retryable: false },
    ]);
  });

  test("needs somebody to do it for, and the role recruiter", async () => {
    expect((await create(ADA, { ...RECRUITER, email: "nobody@example.test" })).codes).toEqual(["PERFORM_AS_UNKNOWN"]);
    const { answer } = await create(ADA, { ...RECRUITER, roles: "viewer,confidential" });
    expect(onlyError(answer).extensions).toMatchObject({ code: "FORBIDDEN", requiredRole: "recruiter" });
    expect([sent(), made()]).toEqual([[], []]);
  });
});

describe("what became of it is found", () => {
  const inputs = [
    ["by the address", ADA],
    ["by the person", { candidateId: PRIYA }],
    ["by the name", { name: "Ada Okafor", tags: ["From Findem"] }],
    ["by the time it is said to be made", { ...ADA, createdAt: "2024-02-03T04:05:06.000Z" }],
  ] as const;
  const mishaps = [{ kind: "statusAfter", status: 500 }, { kind: "resetAfter" }, { kind: "truncate" }] as const;
  const cases = inputs.flatMap(([how, input]) => mishaps.map((mishap) => [how, mishap.kind, input, mishap] as const));

  test.each(cases)("%s, after %s", async (_, __, given, mishap) => {
    const priya = [...subgraph.sandbox.data.contacts.values()].find(({ emails }) => emails.includes(PRIYA))!.id;
    const input = "candidateId" in given ? { candidateId: id(priya), tags: ["From Findem"] } : given;
    fault({ method: "POST", path: ENDPOINT, times: 1, do: mishap });
    const { codes, payload } = await create(input);
    expect([codes, made().length, sent().length]).toEqual([[], 1, 1]);
    expect(payload?.opportunity?.["id"]).toBe(id(made()[0]!.id));
  });

  test("and is made once more where it is not there, though the person has others, made just before", async () => {
    await create({ emails: [PRIYA], tags: ["Another"], idempotencyKey: "key-0" });
    fault({ method: "POST", path: ENDPOINT, times: 1, do: { kind: "reset" } });
    const { codes, payload } = await create({ emails: [PRIYA], postingId: id(posting().id), tags: ["Another"] });
    expect([codes, made().length]).toEqual([[], 2]);
    expect(payload?.opportunity).toMatchObject({ posting: { externalId: posting().id } });
  });
});

describe("with files", () => {
  const uploaded = (filename: string, bytes = pdfOf(2_000)): Promise<string> =>
    upload(subgraph, connectionId, bytes, { filename });
  const filesOf = ({ id: opportunityId }: OpportunityRecord) => {
    const { files, resumes } = subgraph.sandbox.data;
    const isIts = (row: { readonly opportunityId: string }): boolean => row.opportunityId === opportunityId;
    return { files: [...files.values()].filter(isIts), resumes: [...resumes.values()].filter(isIts) };
  };

  test("sends one form with all of it, byte for byte", async () => {
    const resume = pdfOf(1_200_000);
    const input = {
      ...ADA,
      ...{
        origin: "REFERRED",
        links: ["https://a.example.test", "https://b.example.test"],
        createdAt: "2024-02-03T04:05:06.000Z",
      },
      ...{ stageId: id(STAGES.onsite.id), postingId: id(posting().id), ownerId: id(SUPER_ADMIN_ID) },
      resumeUploadId: await uploaded("Ada – CV.pdf", resume),
      fileUploadIds: [await uploaded("one.pdf"), await uploaded("two.pdf")],
      parseResume: true,
    };
    const dry = await create({ ...input, dryRun: true });
    const { codes } = await create(input);
    expect(codes).toEqual([]);
    expect(sent()).toEqual([
      {
        method: "POST",
        path: `/opportunities?parse=true&perform_as=${RECRUITER_ID}`,
        body: {
          ...{ name: "Ada Okafor", stage: STAGES.onsite.id, owner: SUPER_ADMIN_ID, origin: "referred" },
          ...{ "emails[]": ["ada.okafor@example.test"], "links[]": input.links, "tags[]": ["From Findem"] },
          ...{ "sources[]": ["Findem"], "postings[]": [posting().id], createdAt: "1706933106000" },
          ...{ resumeFile: { $file: "Ada – CV.pdf" }, "files[]": [{ $file: "one.pdf" }, { $file: "two.pdf" }] },
        },
      },
    ]);
    expect(dry.payload?.plannedRequests).toEqual(sent());
    const [row] = made();
    const { files, resumes } = filesOf(row!);
    expect(files.map(({ name }) => name)).toEqual(["one.pdf", "two.pdf"]);
    expect(Buffer.from(resumes[0]!.file!.content!).equals(resume)).toBe(true);
    expect([row!.origin, row!.createdAt]).toEqual(["referred", 1_706_933_106_000]);
  });

  test("writes telephone numbers to the contact afterwards, which no form has a place for", async () => {
    const input = {
      ...ADA,
      ...{ headline: "Initech", phones: [{ value: "+1 555 0100", type: "mobile" }] },
      resumeUploadId: await uploaded("cv.pdf"),
    };
    const dry = await create({ ...input, dryRun: true });
    const { codes, payload } = await create(input);
    expect(codes).toEqual([]);
    const [form, contact, ...others] = sent();
    expect([form?.body, others]).toEqual([expect.not.objectContaining({ phones: expect.anything() }), []]);
    expect(contact).toEqual({
      method: "PUT",
      path: `/contacts/${made()[0]!.contact}`,
      body: {
        ...{ name: "Ada Okafor", headline: "Initech", location: "", emails: ["ada.okafor@example.test"] },
        phones: [{ value: "+1 555 0100", type: "mobile" }],
      },
    });
    expect(dry.payload?.plannedRequests).toEqual([form, { ...contact, path: "/contacts/$new" }]);
    expect(payload?.opportunity).toMatchObject({ candidate: { phones: [{ value: "+1 555 0100" }] } });
  });

  test("keeps the numbers of a person who has some, and sends none that is there", async () => {
    const priya = [...subgraph.sandbox.data.contacts.values()].find(({ emails }) => emails.includes(PRIYA))!;
    priya.phones = [{ value: "1", type: "home" }];
    const resumeUploadId = await uploaded("cv.pdf");
    await create({ emails: [PRIYA], phones: [{ value: "1" }, { value: "2" }], resumeUploadId });
    expect(priya.phones.map(({ value }) => value)).toEqual(["1", "2"]);
    subgraph.sandbox.clearRequests();
    await create({ emails: [PRIYA], phones: [{ value: "2" }], resumeUploadId, idempotencyKey: "key-2" });
    expect(sent().map(({ method }) => method)).toEqual(["POST"]);
  });

  test("stands where the numbers are refused, and goes on there the next time", async () => {
    const permissions = FINDEM_NAMES.filter((name) => name !== "update a contact");
    subgraph.sandbox.addKey({ apiKey: "no-contacts", name: "No contacts", permissions, confidential: true });
    await renew("no-contacts");
    const input = { ...ADA, phones: [{ value: "1" }], resumeUploadId: await uploaded("cv.pdf") };
    const { payload } = await create(input);
    expect(payload?.userErrors).toMatchObject([{ code: "ATS_PERMISSION_MISSING", permission: "update a contact" }]);
    expect(payload?.opportunity).toMatchObject({ id: id(made()[0]!.id) });
    subgraph.sandbox.addKey({ apiKey: "no-contacts", name: "Now", permissions: FINDEM_NAMES, confidential: true });
    const again = await create(input);
    expect([again.codes, made().length, contactOf(made()[0]!).phones.length]).toEqual([[], 1, 1]);
  });

  test.each([{ kind: "statusAfter", status: 500 }, { kind: "resetAfter" }] as const)(
    "finds what it did after $kind",
    async (mishap) => {
      fault({ method: "POST", path: ENDPOINT, times: 1, do: mishap });
      const { codes } = await create({ ...ADA, resumeUploadId: await uploaded("cv.pdf") });
      expect([codes, made().length, filesOf(made()[0]!).resumes.length]).toEqual([[], 1, 1]);
    },
  );

  test("that are unknown makes nothing", async () => {
    const open = (await beginUpload(subgraph, connectionId)).uploadId;
    const ready = await uploaded("cv.pdf");
    for (const dryRun of [true, false]) {
      const { payload } = await create({ ...ADA, resumeUploadId: "x", fileUploadIds: [ready, open], dryRun });
      expect(payload?.userErrors.map(({ code, path }) => [code, path?.join(".")])).toEqual([
        ["UPLOAD_UNKNOWN", "input.resumeUploadId"],
        ["UPLOAD_UNKNOWN", "input.fileUploadIds.1"],
      ]);
    }
    expect([sent(), made()]).toEqual([[], []]);
    expect((await create({ ...ADA, resumeUploadId: ready })).codes).toEqual([]);
  });

  test("that are another account's makes nothing", async () => {
    const as = { ...RECRUITER, account: "globex" };
    const other = await subgraph.connect(FINDEM_KEY, { account: "globex" });
    const theirs = await upload(subgraph, other, pdfOf(500), {}, as);
    expect((await create({ ...ADA, resumeUploadId: theirs })).codes).toEqual(["UPLOAD_UNKNOWN"]);
    await removeConnection(subgraph, other, { account: "globex" });
    expect(made()).toEqual([]);
  });
});

describe("what is referred to is checked before anything is sent", () => {
  const refusals = async (input: Readonly<Record<string, unknown>>, as: As = RECRUITER): Promise<unknown> => {
    const { payload } = await create({ ...ADA, ...input }, as);
    expect([sent(), made()]).toEqual([[], []]);
    return payload?.userErrors.map(({ code, path }) => `${code} ${path?.join(".")}`);
  };

  test("a connection, a stage, a posting, an owner and a person that are not there", async () => {
    expect(await refusals({ connectionId: "nowhere" })).toEqual(["NOT_FOUND input.connectionId"]);
    const nowhere = { stageId: id("x"), postingId: id("x"), ownerId: id("x"), candidateId: id("x") };
    expect(await refusals(nowhere)).toEqual([
      "STAGE_UNKNOWN input.stageId",
      "NOT_FOUND input.postingId",
      "NOT_FOUND input.ownerId",
      "NOT_FOUND input.candidateId",
    ]);
  });

  test("those of another connection", async () => {
    const other = "another-connection";
    const foreign = { stageId: `${other}.${STAGES.onsite.id}`, postingId: `${other}.${posting().id}` };
    expect(await refusals(foreign)).toEqual(["STAGE_UNKNOWN input.stageId", "NOT_FOUND input.postingId"]);
  });

  test("a closed posting, a confidential one of which the caller knows nothing, and somebody who has left", async () => {
    expect(await refusals({ postingId: id(posting("closed").id) })).toEqual(["POSTING_CLOSED input.postingId"]);
    expect(await refusals({ postingId: id(confidentialPosting().id) })).toEqual(["NOT_FOUND input.postingId"]);
    const left = [...subgraph.sandbox.data.users.values()].find(({ deactivatedAt }) => deactivatedAt !== null)!;
    expect(await refusals({ ownerId: id(left.id) })).toEqual(["NOT_FOUND input.ownerId"]);
  });

  test.each([
    ["emails.1", { emails: ["ada@example.test", "not an address"] }],
    ["phones.0.value", { phones: [{ value: " " }] }],
    ["tags.0", { tags: [""] }],
    ["stageId", { stageId: "no-dot" }],
    ["candidateId", { candidateId: "a.b.c" }],
    ["createdAt", { createdAt: "2999-01-01T00:00:00.000Z" }],
    ["name", { name: null, emails: [] }],
    ["name", { name: "x".repeat(1_001) }],
    ["parseResume", { parseResume: true }],
    ["idempotencyKey", { idempotencyKey: "" }],
    ["connectionId", { connectionId: "a.b" }],
  ])("a malformed %s is named", async (field, input) => {
    const { answer } = await create({ ...ADA, ...input });
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: `input.${field}` });
    expect(subgraph.sandbox.requests).toEqual([]);
  });
});
