import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY } from "../../../sandbox/keys.js";
import type { SandboxFault } from "../../../sandbox/start-sandbox.js";
import { type As, startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

const CONFIDENTIAL: As = { roles: "viewer,confidential" };
const VIEWER: As = { roles: "viewer" };

let subgraph: TestSubgraph;
let connectionId: string;
let opportunityId: string;
let hiddenId: string;
const faults: (() => void)[] = [];

beforeAll(async () => {
  subgraph = await startSubgraph();
  connectionId = await subgraph.connect(EVERYTHING_KEY);
  const opportunities = [...subgraph.sandbox.data.opportunities.values()];
  const { data } = await subgraph.query(
    `query ($ids: [ID!]!) { atsOpportunities(ids: $ids) { externalId confidentiality } }`,
    { ids: opportunities.map(({ id }) => `${connectionId}.${id}`) },
  );
  const idOf = (confidentiality: string): string =>
    data.atsOpportunities.find((row: { confidentiality: string }) => row.confidentiality === confidentiality)
      .externalId;
  opportunityId = idOf("NON_CONFIDENTIAL");
  hiddenId = idOf("CONFIDENTIAL");
  for (const owner of [opportunityId, hiddenId]) addDocuments(owner);
}, 60_000);
beforeEach(() => subgraph.sandbox.clearRequests());
afterEach(() => {
  for (const remove of faults.splice(0)) remove();
});
afterAll(() => subgraph[Symbol.asyncDispose]());

function inject(fault: SandboxFault): void {
  faults.push(subgraph.sandbox.inject(fault));
}

function addDocuments(owner: string): void {
  const { files, resumes } = subgraph.sandbox.data;
  for (const rows of [files, resumes] as Map<string, { id: string; opportunityId: string }>[]) {
    for (const row of [...rows.values()]) if (row.opportunityId === owner) rows.delete(row.id);
  }
  const uploaded = { uploadedAt: 1_718_200_000_000, status: "processed", size: 1_000 } as const;
  const [file, newer, resume] = ["file", "newer", "resume"].map((name) => `${name}-${owner}`) as [
    string,
    string,
    string,
  ];
  files.set(file, { id: file, opportunityId: owner, name: "portfolio.pdf", ext: ".pdf", ...uploaded });
  files.set(newer, {
    id: newer,
    opportunityId: owner,
    name: "letter.txt",
    ext: ".txt",
    ...uploaded,
    uploadedAt: 1_718_300_000_000,
  });
  resumes.set(resume, {
    id: resume,
    opportunityId: owner,
    createdAt: 1_718_000_000_000,
    file: { name: "cv.pdf", ext: "pdf", ...uploaded },
    parsedData: {
      positions: [{ org: "Nordlicht GmbH", start: { year: 2020, month: 4 } }],
      schools: [{ org: "FH Kiel" }],
    },
  });
}

const ID = (externalId: string, owner = opportunityId): string => `${connectionId}.${owner}.${externalId}-${owner}`;

async function opportunity(selection: string, as: As = {}, owner = opportunityId) {
  const answer = await subgraph.query(
    `query ($id: ID!) { atsOpportunity(id: $id) { ${selection} } }`,
    { id: `${connectionId}.${owner}` },
    as,
  );
  return { row: answer.data?.atsOpportunity, ...answer };
}

async function createLink(fileId: string, as: As = {}) {
  const answer = await subgraph.query(
    `mutation ($input: CreateAtsFileLinkInput!) { createAtsFileLink(input: $input) { url expiresAt userErrors { code path permission } } }`,
    { input: { fileId } },
    as,
  );
  return { payload: answer.data?.createAtsFileLink, ...answer };
}

describe("an opportunity's files and resumes", () => {
  test("come with one list each, the newest first", async () => {
    const { row, calls, errors } = await opportunity(
      "files { id name ext size status uploadedAt } resumes { id createdAt file { id name ext } positions { company start { year month } end { year } } schools { school } }",
    );
    expect(errors).toEqual([]);
    expect(row.files).toEqual([
      {
        id: ID("newer"),
        name: "letter.txt",
        ext: "txt",
        size: 1_000,
        status: "processed",
        uploadedAt: "2024-06-13T17:33:20.000Z",
      },
      {
        id: ID("file"),
        name: "portfolio.pdf",
        ext: "pdf",
        size: 1_000,
        status: "processed",
        uploadedAt: "2024-06-12T13:46:40.000Z",
      },
    ]);
    expect(row.resumes).toEqual([
      {
        id: ID("resume"),
        createdAt: "2024-06-10T06:13:20.000Z",
        file: { id: `${ID("resume")}.resume`, name: "cv.pdf", ext: "pdf" },
        positions: [{ company: "Nordlicht GmbH", start: { year: 2020, month: 4 }, end: null }],
        schools: [{ school: "FH Kiel" }],
      },
    ]);
    expect(calls.filter((call) => /files|resumes/.test(call)).sort()).toEqual([
      "GET /opportunities/:id/files",
      "GET /opportunities/:id/resumes",
    ]);
  });

  test("cost nothing where they are not asked for", async () => {
    await opportunity("id name stageId");
    expect(subgraph.sandbox.calls(/files|resumes|offers/)).toEqual([]);
  });

  test("are null alone where the key may not list them, and the permission is named", async () => {
    inject({ path: "/opportunities/:opportunity/files", do: { kind: "status", status: 403 } });
    const answer = await subgraph.query(
      "query ($id: ID!) { atsOpportunity(id: $id) { id files { id } resumes { id } } }",
      { id: `${connectionId}.${opportunityId}` },
      { headers: { "cache-control": "no-cache" } },
    );
    expect(answer.data.atsOpportunity).toMatchObject({ files: null, resumes: [{ id: ID("resume") }] });
    expect(answer.errors).toMatchObject([
      {
        path: ["atsOpportunity", "files"],
        extensions: { code: "ATS_PERMISSION_MISSING", permission: "find all opportunity files" },
      },
    ]);
  });
});

describe("a download link in an answer", () => {
  test("leads to this service, and its time is its own", async () => {
    const before = Date.now();
    const { row } = await opportunity("files { downloadUrl downloadUrlExpiresAt again: downloadUrl }");
    const [file] = row.files;
    expect(file.downloadUrl).toMatch(new RegExp(`^${subgraph.url}/files/[A-Za-z0-9_.-]+$`));
    expect(file.again).toBe(file.downloadUrl);
    const payload = new URL(file.downloadUrl).pathname.split("/").at(-1)!.split(".")[0]!;
    const expiresAt = (JSON.parse(Buffer.from(payload, "base64url").toString()) as unknown[]).at(-1);
    expect(new Date(file.downloadUrlExpiresAt as string).getTime()).toBe(expiresAt);
    expect(expiresAt).toBeGreaterThanOrEqual(before + 5 * 60_000);
  });

  test("costs no request, and holds neither key, name nor Lever's address", async () => {
    await opportunity("files { id } resumes { id }");
    const { row, requests } = await opportunity("files { downloadUrl } resumes { file { downloadUrl } }");
    expect(requests).toBe(0);
    const urls = [...row.files, ...row.resumes.map(({ file }: { file: object }) => file)].map(
      ({ downloadUrl }: { downloadUrl: string }) => downloadUrl,
    );
    expect(urls).toHaveLength(3);
    for (const url of urls) {
      const text = url + Buffer.from(new URL(url).pathname.split("/").at(-1)!.split(".")[0]!, "base64url").toString();
      for (const secret of [EVERYTHING_KEY, "portfolio", "cv.pdf", "letter", subgraph.sandbox.url, "lever.co"]) {
        expect(text).not.toContain(secret);
      }
    }
  });
});

describe("createAtsFileLink", () => {
  test.each([
    ["a file", () => ID("file")],
    ["a resume's file", () => `${ID("resume")}.resume`],
    ["an answer that is among the files", () => `${ID("file")}.answer`],
  ])("makes a link to %s, for a viewer", async (_, idOf) => {
    const { payload } = await createLink(idOf(), VIEWER);
    expect(payload.userErrors).toEqual([]);
    expect(payload.url).toMatch(new RegExp(`^${subgraph.url}/files/`));
    expect(new Date(payload.expiresAt as string).getTime()).toBeGreaterThan(Date.now());
    expect((await fetch(payload.url as string)).status).toBe(200);
  });

  test.each([
    ["a file that isn't there", () => `${connectionId}.${opportunityId}.nothing`],
    ["a resume that isn't there", () => `${connectionId}.${opportunityId}.nothing.resume`],
    ["an answer that is not among the files", () => `${connectionId}.${opportunityId}.nothing.answer`],
    ["an offer's document that isn't there", () => `${connectionId}.${opportunityId}.nothing.signed`],
    ["a file of another opportunity", () => `${connectionId}.${opportunityId}.file-${hiddenId}`],
    ["a file of an opportunity that isn't there", () => `${connectionId}.nothing.file-${opportunityId}`],
    ["a file of a connection that isn't there", () => `nothing.${opportunityId}.file-${opportunityId}`],
  ])("finds no %s", async (_, idOf) => {
    const { payload } = await createLink(idOf());
    expect(payload).toEqual({
      url: null,
      expiresAt: null,
      userErrors: [{ code: "NOT_FOUND", path: ["input", "fileId"], permission: null }],
    });
  });

  test("finds a confidential opportunity's file only with the role, and asks nothing of its files without", async () => {
    expect((await createLink(ID("file", hiddenId), CONFIDENTIAL)).payload.userErrors).toEqual([]);
    subgraph.sandbox.clearRequests();
    expect((await createLink(ID("file", hiddenId), VIEWER)).payload.userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
    expect(subgraph.sandbox.calls(/files/)).toEqual([]);
  });

  test("finds no file of another account, and sends nothing", async () => {
    const { payload } = await createLink(ID("file"), { account: "globex" });
    expect(payload.userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test.each(["", "x", "c.o", "c.o.f.exe", "c.o.f.resume.x", "../../users.o.f"])(
    "refuses %o and sends nothing",
    async (id) => {
      const { errors } = await createLink(id);
      expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", argument: "input.fileId" } }]);
      expect(subgraph.sandbox.requests).toEqual([]);
    },
  );

  test("of an offer's document is for the role confidential", async () => {
    const { errors } = await createLink(`${connectionId}.${opportunityId}.any.sent`, VIEWER);
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN", requiredRole: "confidential" } }]);
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("names the permission that the key lacks", async () => {
    for (const path of ["/opportunities/:opportunity/files/:file", "/opportunities/:opportunity/files"]) {
      inject({ path, do: { kind: "status", status: 403 } });
    }
    const { payload } = await createLink(ID("newer"), { headers: { "cache-control": "no-cache" } });
    expect(payload.userErrors).toMatchObject([
      { code: "ATS_PERMISSION_MISSING", permission: "find an opportunity file" },
    ]);
  });

  test("of a connection that is switched off is a user error", async () => {
    const other = await subgraph.connect(FINDEM_KEY, {}, "Off");
    await subgraph.query(
      "mutation ($input: DisableAtsConnectionInput!) { disableAtsConnection(input: $input) { userErrors { code } } }",
      { input: { connectionId: other } },
    );
    const { payload } = await createLink(`${other}.${opportunityId}.file-${opportunityId}`);
    expect(payload.userErrors).toMatchObject([{ code: "ATS_CONNECTION_DISABLED" }]);
  });
});
