import http from "node:http";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openStore } from "../../src/store/open-store.js";
import { systemClock } from "../../src/time/system-clock.js";
import { signUploadLink } from "../../src/uploads/upload-links.js";
import { parseKeyRing } from "../../src/vault/key-ring.js";
import { createVault } from "../../src/vault/ring-vault.js";
import { dataFiles } from "../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { type Announced, type Begun, beginUpload, pdfOf, putBytes } from "../support/uploads.js";

const ORIGIN = "https://app.example.com";
const KEY_RING = `k1:${Buffer.alloc(32, 9).toString("base64")}`;
const MIB = 2 ** 20;

let subgraph: TestSubgraph;
let connectionId: string;

beforeAll(async () => {
  const environment = { ALLOWED_ORIGINS: ORIGIN, ENCRYPTION_KEYS: KEY_RING };
  subgraph = await startSubgraph({ environment, sandbox: { opportunities: 12 } });
  connectionId = await subgraph.connect();
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const begin = (announced: Announced = {}): Promise<Begun> => beginUpload(subgraph, connectionId, announced);

async function refusalOf(response: Response): Promise<string> {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return `${response.status} ${errors[0]?.extensions.code}`;
}

/** What the store holds, seen by another process. */
async function stored(uploadId: string) {
  await using store = await openStore({
    databaseUrl: null,
    dataDir: subgraph.dataDir,
    clock: systemClock,
    onError: () => undefined,
  });
  return await store.uploads.byId("acme", uploadId);
}

describe("PUT /uploads/:token", () => {
  test("takes the bytes of a file, and the same once more", async () => {
    const bytes = pdfOf(2 * MIB + 17);
    const { uploadUrl, uploadId } = await begin({ size: bytes.length });
    const first = await putBytes(uploadUrl, bytes);
    expect([first.status, await first.text()]).toEqual([204, ""]);
    expect(first.headers.get("cache-control")).toBe("no-store");
    expect(await stored(uploadId)).toMatchObject({ state: "COMPLETE", receivedBytes: bytes.length });
    expect((await putBytes(uploadUrl, bytes)).status).toBe(204);
  });

  test("takes other bytes no more once it has some", async () => {
    const { uploadUrl } = await begin();
    expect((await putBytes(uploadUrl, pdfOf(2_000))).status).toBe(204);
    expect(await refusalOf(await putBytes(uploadUrl, pdfOf(2_000)))).toBe("409 CONFLICT");
  });

  test("takes 30 MiB, whatever the body is called", async () => {
    const bytes = pdfOf(30 * MIB);
    const { uploadUrl, uploadId } = await begin({ size: bytes.length });
    expect((await putBytes(uploadUrl, bytes, { "content-type": "application/json" })).status).toBe(204);
    expect(await stored(uploadId)).toMatchObject({ state: "COMPLETE" });
  });

  test("takes a body without a content type or a length", async () => {
    const bytes = pdfOf(700_000);
    const { uploadUrl, uploadId } = await begin({ size: bytes.length });
    expect(await putInPieces(uploadUrl, [bytes.subarray(0, 300_000), bytes.subarray(300_000)])).toBe(204);
    expect(await stored(uploadId)).toMatchObject({ state: "COMPLETE" });
  });

  test("keeps the first chunks before the last ones have come", async () => {
    const bytes = pdfOf(8 * MIB);
    const { uploadUrl, uploadId } = await begin({ size: bytes.length });
    const { request, status } = openPut(uploadUrl);
    request.write(bytes.subarray(0, 5 * MIB));
    await vi.waitFor(async () => expect((await stored(uploadId))?.receivedBytes).toBe(5 * MIB), { timeout: 10_000 });
    request.end(bytes.subarray(5 * MIB));
    expect(await status).toBe(204);
  });

  test.each([
    ["shorter", 1_999, "400 BAD_REQUEST"],
    ["longer", 2_001, "413 UPLOAD_TOO_LARGE"],
    ["empty", 0, "400 BAD_REQUEST"],
  ])("refuses a body that is %s than what was announced", async (_, size, refusal) => {
    const { uploadUrl, uploadId } = await begin({ size: 2_000 });
    expect(await refusalOf(await putBytes(uploadUrl, pdfOf(Math.max(size, 9)).subarray(0, size)))).toBe(refusal);
    expect(await stored(uploadId)).toMatchObject({ state: "OPEN", receivedBytes: 0 });
  });

  test("answers a client whose body is far too long, and goes on with the next request", async () => {
    const { uploadUrl } = await begin({ size: 2_000 });
    expect(await refusalOf(await putBytes(uploadUrl, pdfOf(31 * MIB)))).toBe("413 UPLOAD_TOO_LARGE");
    expect((await putBytes(uploadUrl, pdfOf(2_000))).status).toBe(204);
  });

  test("counts a body that doesn't say its length, and keeps none of it where it is too long or too short", async () => {
    const { uploadUrl, uploadId } = await begin({ size: MIB });
    expect(await putInPieces(uploadUrl, [pdfOf(MIB), Buffer.alloc(1)])).toBe(413);
    expect(await putInPieces(uploadUrl, [pdfOf(MIB - 1)])).toBe(400);
    expect(await stored(uploadId)).toMatchObject({ state: "OPEN", receivedBytes: 0 });
  });

  test.each([
    ["cv.pdf", "application/pdf", Buffer.from("MZ\u0090 this program cannot be run")],
    ["cv.png", "image/png", Buffer.from("\x89PNX\r\n\x1a\n", "latin1")],
    ["cv.jpg", "image/jpeg", Buffer.from("<html><script>alert(1)</script>")],
    ["cv.doc", "application/msword", Buffer.from("PK\x03\x04")],
    [
      "cv.docx",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      Buffer.from("d0cf11e0a1b11ae1", "hex"),
    ],
    ["cv.txt", "text/plain", Buffer.from("text\0not text")],
    ["cv.js", "text/javascript", Buffer.from("7f454c46", "hex")],
  ])("refuses %s with the bytes of something else, and takes the right ones then", async (filename, type, bytes) => {
    const { uploadUrl, uploadId } = await begin({ filename, contentType: type, size: bytes.length });
    expect(await refusalOf(await putBytes(uploadUrl, bytes))).toBe("415 UPLOAD_TYPE_UNSUPPORTED");
    expect(await stored(uploadId)).toMatchObject({ state: "OPEN", receivedBytes: 0 });
  });

  test.each([
    ["cv.png", "image/png", Buffer.from("89504e470d0a1a0a0000", "hex")],
    ["cv.JPG", "image/jpg", Buffer.from("ffd8ffe00010", "hex")],
    ["cv.doc", "application/msword", Buffer.from("d0cf11e0a1b11ae1", "hex")],
    [
      "cv.docx",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      Buffer.from("504b030414", "hex"),
    ],
    ["cv.txt", "text/plain; charset=utf-8", Buffer.from("Grüße\r\n\tå")],
    ["utf-16.txt", "text/plain", Buffer.from("\ufeffAda", "utf16le")],
    ["cv.js", "application/javascript", Buffer.from("export const cv = 1;\n")],
    ["junk-before.pdf", "application/pdf", Buffer.from("\n\n\n%PDF-1.4\n")],
  ])("takes %s", async (filename, contentType, bytes) => {
    const { uploadUrl, userErrors } = await begin({ filename, contentType, size: bytes.length });
    expect(userErrors).toEqual([]);
    expect((await putBytes(uploadUrl, bytes)).status).toBe(204);
  });

  test("of a client who hung up can be begun again", async () => {
    const bytes = pdfOf(4 * MIB);
    const { uploadUrl, uploadId } = await begin({ size: bytes.length });
    const { request } = openPut(uploadUrl);
    request.write(bytes.subarray(0, 2 * MIB));
    await vi.waitFor(async () => expect((await stored(uploadId))?.receivedBytes).toBe(2 * MIB), { timeout: 10_000 });
    request.destroy();
    expect((await putBytes(uploadUrl, bytes)).status).toBe(204);
    expect(await stored(uploadId)).toMatchObject({ state: "COMPLETE", receivedBytes: bytes.length });
  });

  test("of two who send at once leaves the bytes of one of them whole", async () => {
    const candidates = [pdfOf(3 * MIB), pdfOf(3 * MIB)];
    const { uploadUrl } = await begin({ size: 3 * MIB });
    await Promise.all(candidates.map((bytes) => putBytes(uploadUrl, bytes)));
    // Whoever lost may be told so, and so may both: then the next one has it for itself.
    await putBytes(uploadUrl, candidates[0]!);
    const again = await Promise.all(candidates.map(async (bytes) => (await putBytes(uploadUrl, bytes)).status));
    expect(again.sort()).toEqual([204, 409]);
  });
});

describe("a link", () => {
  const vault = createVault(parseKeyRing(KEY_RING));
  const link = (accountId: string, uploadId: string, expiresAt: number): string =>
    `${subgraph.url}/uploads/${signUploadLink(vault, { accountId, uploadId, expiresAt })}`;
  const soon = (): number => Date.now() + 60_000;

  test("is to this service, tells nobody's name and is good for an hour", async () => {
    const { uploadUrl, expiresAt } = await begin({ filename: "Ada Okafor.pdf" });
    expect(uploadUrl.startsWith(`${subgraph.url}/uploads/`)).toBe(true);
    expect(Buffer.from(uploadUrl.split("/").at(-1)!, "base64url").toString("latin1")).not.toContain("Okafor");
    expect(Math.abs(Date.parse(expiresAt) - Date.now() - 3_600_000)).toBeLessThan(60_000);
  });

  test("that is unknown, forged, expired or another account's is answered alike, and nothing is read", async () => {
    const { uploadId, uploadUrl } = await begin();
    const [payload] = uploadUrl.split("/").at(-1)!.split(".");
    const other = Buffer.from(JSON.stringify(["acme", uploadId, soon()])).toString("base64url");
    const links = [
      `${subgraph.url}/uploads/x.y`,
      `${uploadUrl}x`,
      uploadUrl.replace(payload!, other),
      link("acme", uploadId, Date.now() - 1),
      link("globex", uploadId, soon()),
      link("acme", "2b0c6a5e-0000-4000-8000-000000000000", soon()),
      `${subgraph.url}/uploads/${payload}.${vault.sign("file-link", payload!)}`,
    ];
    const answers = await Promise.all(links.map(async (url) => refusalOf(await putBytes(url, pdfOf(2_000)))));
    expect(new Set(answers)).toEqual(new Set(["404 NOT_FOUND"]));
    expect((await putBytes(link("acme", uploadId, soon()), pdfOf(2_000))).status).toBe(204);
  });

  test("takes PUT only", async () => {
    const { uploadUrl } = await begin();
    const answers = await Promise.all(["GET", "POST", "DELETE"].map((method) => fetch(uploadUrl, { method })));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  test("may be used by pages of the configured origins, and of no others", async () => {
    const { uploadUrl } = await begin();
    const preflight = (origin: string): Promise<Response> =>
      fetch(uploadUrl, { method: "OPTIONS", headers: { origin, "access-control-request-method": "PUT" } });
    const allowed = await preflight(ORIGIN);
    expect([allowed.status, allowed.headers.get("access-control-allow-origin")]).toEqual([204, ORIGIN]);
    expect(allowed.headers.get("access-control-allow-methods")).toBe("PUT");
    expect(allowed.headers.get("access-control-allow-headers")).toBe("content-type");
    expect((await preflight("https://evil.example.com")).headers.has("access-control-allow-origin")).toBe(false);
    const put = await putBytes(uploadUrl, pdfOf(2_000), { "content-type": "application/pdf", origin: ORIGIN });
    expect([put.status, put.headers.get("access-control-allow-origin")]).toEqual([204, ORIGIN]);
  });
});

test("nothing of a file is in the clear on disk or in the log: neither its name nor its bytes", async () => {
  const bytes = Buffer.concat([
    Buffer.from("%PDF-1.7\n"),
    Buffer.from("Canary sentence of the resume. ".repeat(40_000)),
  ]);
  const { uploadUrl } = await begin({ filename: "Canary Person.pdf", size: bytes.length });
  expect((await putBytes(uploadUrl, bytes)).status).toBe(204);
  const kept = await dataFiles(subgraph);
  expect(kept.length).toBeGreaterThan(bytes.length);
  expect(kept).not.toMatch(/Canary/);
  expect(subgraph.log.join("\n")).not.toMatch(/Canary|\/uploads\/./);
});

interface OpenPut {
  readonly request: http.ClientRequest;
  readonly status: Promise<number>;
}

function openPut(url: string): OpenPut {
  const request = http.request(url, { method: "PUT", agent: false });
  const status = new Promise<number>((resolve, reject) => {
    request.on("error", reject);
    request.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
  });
  status.catch(() => undefined);
  return { request, status };
}

function putInPieces(url: string, pieces: readonly Uint8Array[]): Promise<number> {
  const { request, status } = openPut(url);
  for (const piece of pieces) request.write(piece);
  request.end();
  return status;
}
