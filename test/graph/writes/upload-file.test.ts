import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FileRecord } from "../../../sandbox/records/document.record.js";
import { EVERYTHING_KEY, READ_ONLY_KEY } from "../../../sandbox/keys.js";
import { RECRUITER_ID } from "../../../sandbox/seed/users.js";
import { onlyError, removeConnection, type UserError } from "../../support/connections.js";
import { type As, startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { beginUpload, pdfOf, RECRUITER, upload } from "../../support/uploads.js";
import { sentForm } from "./form-sent.js";

const ENDPOINT = "/opportunities/:opportunity/files";
const NAME = "Grüße, Ada.pdf";

let subgraph: TestSubgraph;
let connectionId = "";
let opportunity: string;
const mends: (() => void)[] = [];

beforeAll(async () => {
  subgraph = await startSubgraph({
    sandbox: { opportunities: 12 },
    environment: { RECONCILE_SETTLE_MS: "1000", REQUEST_TIMEOUT_MS: "15000" },
  });
  opportunity = [...subgraph.sandbox.data.opportunities.values()].find(
    ({ confidentiality }) => confidentiality === "non-confidential",
  )!.id;
});
afterAll(() => subgraph[Symbol.asyncDispose]());
beforeEach(() => renew());

async function renew(apiKey = EVERYTHING_KEY): Promise<void> {
  for (const mend of mends.splice(0)) mend();
  subgraph.sandbox.data.files.clear();
  if (connectionId !== "") await removeConnection(subgraph, connectionId);
  connectionId = await subgraph.connect(apiKey);
  subgraph.sandbox.clearRequests();
}

const files = (): readonly FileRecord[] => [...subgraph.sandbox.data.files.values()];
const sent = () => subgraph.sandbox.requests.filter(({ method }) => method !== "GET");
const uploaded = (bytes = pdfOf(3_000), as: As = RECRUITER): Promise<string> =>
  upload(subgraph, connectionId, bytes, { filename: NAME }, as);
const fault = (given: Parameters<TestSubgraph["sandbox"]["inject"]>[0]): void => {
  mends.push(subgraph.sandbox.inject(given));
};

interface Payload {
  readonly file: Readonly<Record<string, unknown>> | null;
  readonly opportunity: Readonly<Record<string, unknown>> | null;
  readonly plannedRequests: readonly unknown[] | null;
  readonly userErrors: readonly UserError[];
}

async function add(input: Readonly<Record<string, unknown>>, as: As = RECRUITER) {
  const answer = await subgraph.query(
    `mutation ($input: UploadOpportunityFileInput!) {
      uploadOpportunityFile(input: $input) {
        file { id name ext size status } opportunity { id } plannedRequests { method path body }
        userErrors { code message path retryable retryAfterMs permission }
      }
    }`,
    { input: { opportunityId: `${connectionId}.${opportunity}`, idempotencyKey: "key-1", ...input } },
    as,
  );
  const payload = answer.data?.uploadOpportunityFile as Payload | null;
  return { answer, payload, codes: payload?.userErrors.map(({ code }) => code) ?? [] };
}

describe("uploadOpportunityFile", () => {
  test("sends the file once, byte for byte, on behalf of the caller", async () => {
    const bytes = pdfOf(1_500_000);
    const { payload, codes, answer } = await add({ uploadId: await uploaded(bytes) });
    expect([codes, answer.errors]).toEqual([[], []]);
    expect(sent().map(sentForm)).toEqual([
      {
        method: "POST",
        path: `/opportunities/${opportunity}/files?perform_as=${RECRUITER_ID}`,
        body: { file: { $file: NAME } },
      },
    ]);
    const [file, ...others] = files();
    expect([others, file?.opportunityId, file?.name, file?.size]).toEqual([[], opportunity, NAME, bytes.length]);
    expect(Buffer.from(file!.content!).equals(bytes)).toBe(true);
    expect(payload).toMatchObject({
      file: { id: `${connectionId}.${opportunity}.${file!.id}`, name: NAME, ext: "pdf", size: bytes.length },
      opportunity: { id: `${connectionId}.${opportunity}` },
      plannedRequests: null,
    });
  });

  test("says the length of what it sends, also of 30 MiB", async () => {
    const bytes = pdfOf(30 * 2 ** 20);
    expect((await add({ uploadId: await uploaded(bytes) })).codes).toEqual([]);
    const [request] = sent();
    expect(Number(request!.headers["content-length"])).toBeGreaterThan(bytes.length);
    expect(Buffer.from(files()[0]!.content!).equals(bytes)).toBe(true);
  });

  test("as a dry run sends nothing, and shows what the real one then sends", async () => {
    const uploadId = await uploaded();
    const dry = await add({ uploadId, dryRun: true });
    expect([dry.codes, sent(), files()]).toEqual([[], [], []]);
    await add({ uploadId });
    expect(dry.payload?.plannedRequests).toEqual(sent().map(sentForm));
  });

  test("with the same key gives the first file again, also to many callers at once", async () => {
    const uploadId = await uploaded();
    const answers = await Promise.all([add({ uploadId }), add({ uploadId }), add({ uploadId })]);
    answers.push(await add({ uploadId }));
    expect(answers.flatMap(({ codes }) => codes)).toEqual([]);
    expect(new Set(answers.map(({ payload }) => payload?.file?.["id"])).size).toBe(1);
    expect([sent().length, files().length]).toEqual([1, 1]);
  });

  test("with the same key and another upload is refused", async () => {
    await add({ uploadId: await uploaded() });
    const { codes, payload } = await add({ uploadId: await uploaded() });
    expect([codes, payload?.userErrors[0]?.path]).toEqual([["IDEMPOTENCY_KEY_REUSED"], ["input", "idempotencyKey"]]);
    expect(files()).toHaveLength(1);
  });

  test("gives the first file again after a restart", async () => {
    const uploadId = await uploaded();
    const first = await add({ uploadId });
    await subgraph.restart();
    const again = await add({ uploadId });
    expect(again.payload?.file).toEqual(first.payload?.file);
    expect(files()).toHaveLength(1);
  });

  test.each([
    ["an error of Lever's", { kind: "statusAfter", status: 500 }],
    ["a broken connection", { kind: "resetAfter" }],
    ["half an answer", { kind: "truncate" }],
    ["an answer without an id", { kind: "rewrite", rewrite: () => ({ data: {} }) }],
  ] as const)("finds what it did where %s came back", async (_, mishap) => {
    fault({ method: "POST", path: ENDPOINT, times: 1, do: mishap });
    const { codes, payload } = await add({ uploadId: await uploaded() });
    expect([codes, files().length, sent().length]).toEqual([[], 1, 1]);
    expect(payload?.file).toMatchObject({ id: `${connectionId}.${opportunity}.${files()[0]!.id}`, name: NAME });
  });

  test("sends it once more where the first time left nothing behind", async () => {
    fault({ method: "POST", path: ENDPOINT, times: 1, do: { kind: "reset" } });
    const { codes } = await add({ uploadId: await uploaded() });
    expect([codes, files().length, sent().length]).toEqual([[], 1, 2]);
  });

  test("does not take a file of that name that was there before for its own", async () => {
    const bytes = pdfOf(3_000);
    const before = {
      id: "old",
      opportunityId: opportunity,
      name: NAME,
      ext: ".pdf",
      status: null,
      size: 3_000,
    } as const;
    subgraph.sandbox.data.files.set("old", { ...before, uploadedAt: Date.now() - 60_000 });
    fault({ method: "POST", path: ENDPOINT, times: 1, do: { kind: "reset" } });
    const { payload } = await add({ uploadId: await uploaded(bytes) });
    expect(files()).toHaveLength(2);
    expect(payload?.file?.["id"]).not.toBe(`${connectionId}.${opportunity}.old`);
  });

  test("names the permission that is missing", async () => {
    await renew(READ_ONLY_KEY);
    const { payload } = await add({ uploadId: await uploaded() });
    expect(payload?.userErrors).toMatchObject([
      { code: "ATS_PERMISSION_MISSING", permission: "upload an opportunity file", retryable: false },
    ]);
    expect(files()).toEqual([]);
  });

  test("needs somebody to do it for", async () => {
    const { codes } = await add({ uploadId: await uploaded() }, { ...RECRUITER, email: "nobody@example.test" });
    expect([codes, sent()]).toEqual([["PERFORM_AS_UNKNOWN"], []]);
  });

  test("needs the role recruiter", async () => {
    const { answer } = await add({ uploadId: "x" }, { ...RECRUITER, roles: "viewer,confidential" });
    expect(onlyError(answer).extensions).toMatchObject({ code: "FORBIDDEN", requiredRole: "recruiter" });
  });
});

describe("an upload is unknown", () => {
  async function expectUnknown(uploadId: string, as: As = RECRUITER, inputOf = {}): Promise<void> {
    for (const dryRun of [true, false]) {
      const { payload } = await add({ uploadId, dryRun, ...inputOf }, as);
      expect(payload?.userErrors).toMatchObject([{ code: "UPLOAD_UNKNOWN", path: ["input", "uploadId"] }]);
      expect(payload?.plannedRequests).toEqual(dryRun ? [] : null);
    }
    expect([sent(), files()]).toEqual([[], []]);
  }

  test("whose id was never given out, or can't be one", async () => {
    await expectUnknown("2b0c6a5e-0000-4000-8000-000000000000");
    await expectUnknown("'; --");
  });

  test("whose bytes have not come", async () => {
    await expectUnknown((await beginUpload(subgraph, connectionId)).uploadId);
  });

  test("to another connection of the account", async () => {
    const other = await subgraph.connect(READ_ONLY_KEY, {}, "Second");
    const uploadId = await upload(subgraph, other, pdfOf(500));
    await expectUnknown(uploadId);
    await removeConnection(subgraph, other);
  });

  test("to another account", async () => {
    const as = { ...RECRUITER, account: "globex" };
    const other = await subgraph.connect(EVERYTHING_KEY, { account: "globex" });
    const own = await uploaded();
    await expectUnknown(own, as, { opportunityId: `${other}.${opportunity}` });
    await expectUnknown(await upload(subgraph, other, pdfOf(500), {}, as));
    await removeConnection(subgraph, other, { account: "globex" });
  });

  test("and the key can be used with the right one then", async () => {
    await expectUnknown("2b0c6a5e-0000-4000-8000-000000000000");
    expect((await add({ uploadId: await uploaded() })).codes).toEqual([]);
  });
});

test("leaves in the audit log who did it for whom, and nothing of the file", async () => {
  await add({ uploadId: await uploaded() });
  await add({ uploadId: "unknown", idempotencyKey: "key-2" });
  const fields = "userId action opportunityId outcome performedAs { externalId }";
  const { data } = await subgraph.query(
    `query ($id: ID!) { atsConnection(id: $id) { auditLog { nodes { ${fields} } } } }`,
    { id: connectionId },
  );
  const row = { userId: "u1", action: "uploadOpportunityFile", opportunityId: `${connectionId}.${opportunity}` };
  expect(data.atsConnection.auditLog.nodes).toEqual([
    { ...row, outcome: "REFUSED", performedAs: null },
    { ...row, outcome: "DONE", performedAs: { externalId: RECRUITER_ID } },
  ]);
});
