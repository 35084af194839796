import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING_KEY } from "../../sandbox/keys.js";
import { createCursorCodec } from "../../src/paging/cursor.js";
import { FileService, open, refusalIn } from "./file-download-support.js";

const ORIGIN = "https://app.example.com";
const DOWNLOAD = "/opportunities/:opportunity/files/:file/download";

let service: FileService;

beforeAll(async () => {
  service = await FileService.start({ environment: { ALLOWED_ORIGINS: ORIGIN } });
});
beforeEach(() => service.reset());
afterAll(() => service[Symbol.asyncDispose]());

async function unknownLink(): Promise<object> {
  const { requestId: _, ...answer } = await refusalIn(await fetch(`${service.subgraph.url}/files/x.y`));
  return answer;
}

describe("GET /files/:token", () => {
  test("streams a file, to be saved and never shown", async () => {
    const location = service.add({ size: 200_000 });
    const response = await fetch(service.link(location));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-length": "200000",
      "content-disposition": `attachment; filename="portfolio.pdf"; filename*=UTF-8''portfolio.pdf`,
      "content-security-policy": "sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
      "accept-ranges": "bytes",
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.equals(await service.bytesOf(location))).toBe(true);
  });

  test("asks Lever for what it is and for its bytes, once each", async () => {
    await (await fetch(service.link(service.add()))).arrayBuffer();
    expect(service.subgraph.sandbox.calls()).toEqual([
      "GET /opportunities/:opportunity/files/:file",
      `GET ${DOWNLOAD}`,
    ]);
  });

  test("HEAD tells the same, and reads no bytes", async () => {
    const response = await fetch(service.link(service.add({ size: 1_234 })), { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-length")).toBe("1234");
    expect(response.headers.get("content-disposition")).toContain("portfolio.pdf");
    expect(service.subgraph.sandbox.calls(DOWNLOAD)).toEqual([]);
  });

  test("streams the file of a resume", async () => {
    const { opportunityId, connectionId } = service;
    const file = { name: "cv.pdf", ext: "pdf", uploadedAt: 1, status: "processed", size: 500 } as const;
    service.subgraph.sandbox.data.resumes.set("r1", { id: "r1", opportunityId, createdAt: 1, file });
    const response = await fetch(service.link({ connectionId, opportunityId, kind: "resume", id: "r1" }));
    expect(response.headers.get("content-disposition")).toContain('filename="cv.pdf"');
    expect((await response.arrayBuffer()).byteLength).toBe(500);
  });

  test("streams the document of an offer that the link names", async () => {
    const offer = [...service.subgraph.sandbox.data.offers.values()].find(({ sentDocument }) => sentDocument);
    const { connectionId } = service;
    const location = { connectionId, opportunityId: offer!.opportunityId, kind: "offer", id: offer!.id } as const;
    const response = await fetch(service.link({ ...location, document: "sent" }));
    expect(response.status).toBe(200);
    await response.arrayBuffer();
    const [request] = service.subgraph.sandbox.requests.filter(({ path }) => path.endsWith("/download"));
    expect(request?.query.get("status")).toBe("sent");
  });

  test.each([
    ["a Chinese name", "简历.pdf", ".pdf", `filename="__.pdf"; filename*=UTF-8''%E7%AE%80%E5%8E%86.pdf`],
    ["accents", "Résumé.pdf", ".pdf", `filename="Resume.pdf"; filename*=UTF-8''R%C3%A9sum%C3%A9.pdf`],
    [
      "quotes and a line break",
      'a"b\r\nset-cookie: x.pdf',
      ".pdf",
      `filename="a_b__set-cookie_ x.pdf"; filename*=UTF-8''a_b__set-cookie_%20x.pdf`,
    ],
    ["a path", "../../etc/passwd", ".txt", `filename="_.._etc_passwd.txt"; filename*=UTF-8''_.._etc_passwd.txt`],
    ["text that turns around", "cv\u202Efdp.exe", ".exe", `filename="cv_fdp.exe"; filename*=UTF-8''cv_fdp.exe`],
    ["a half of a character", "cv\uD83D.pdf", ".pdf", `filename="cv_.pdf"; filename*=UTF-8''cv_.pdf`],
    [
      "an apostrophe and brackets",
      "it's (1)*.pdf",
      ".pdf",
      `filename="it's (1)_.pdf"; filename*=UTF-8''it%27s%20%281%29_.pdf`,
    ],
    ["no extension", "cv", ".pdf", `filename="cv.pdf"; filename*=UTF-8''cv.pdf`],
    ["nothing but dots", "...", ".pdf", `filename="file.pdf"; filename*=UTF-8''file.pdf`],
  ])("names a file with %s so that it can be saved", async (_, name, ext, disposition) => {
    const response = await fetch(service.link(service.add({ name, ext })), { method: "HEAD" });
    expect(response.headers.get("content-disposition")).toBe(`attachment; ${disposition}`);
  });

  test("cuts a name that no file system takes, and keeps its extension", async () => {
    const response = await fetch(service.link(service.add({ name: `${"ä".repeat(5_000)}.pdf` })), { method: "HEAD" });
    const [, name] = /UTF-8''(.*)$/.exec(response.headers.get("content-disposition")!)!;
    expect(decodeURIComponent(name!)).toBe(`${"ä".repeat(200)}.pdf`);
  });

  test.each([
    ["page.html", ".html", "application/octet-stream"],
    ["image.svg", ".svg", "application/octet-stream"],
    ["script.js", ".js", "application/octet-stream"],
    ["photo.JPG", ".JPG", "image/jpeg"],
    ["cv.docx", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    ["noext", null, "application/octet-stream"],
    ["x.constructor", ".constructor", "application/octet-stream"],
  ])("calls %s by a type that no browser runs", async (name, ext, type) => {
    const response = await fetch(service.link(service.add({ name, ext })), { method: "HEAD" });
    expect(response.headers.get("content-type")).toBe(type);
  });

  test("an empty file is empty", async () => {
    const response = await fetch(service.link(service.add({ size: 0 })));
    expect(response.headers.get("content-length")).toBe("0");
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });
});

describe("a range", () => {
  const SIZE = 200_000;

  test.each([
    ["bytes=0-0", 0, 0],
    ["bytes=0-99", 0, 99],
    ["bytes=65530-65545", 65_530, 65_545],
    ["bytes=199990-", 199_990, 199_999],
    ["bytes=-5", 199_995, 199_999],
    ["bytes=-999999", 0, 199_999],
    ["bytes=100-999999", 100, 199_999],
  ])("%s is answered with it", async (range, start, end) => {
    const location = service.add({ size: SIZE });
    const response = await fetch(service.link(location), { headers: { range } });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe(`bytes ${start}-${end}/${SIZE}`);
    expect(response.headers.get("content-length")).toBe(String(end - start + 1));
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.equals((await service.bytesOf(location)).subarray(start, end + 1))).toBe(true);
  });

  test.each(["bytes=200000-", "bytes=999999-1000000", "bytes=-0"])("%s has nothing in it: 416", async (range) => {
    const response = await fetch(service.link(service.add({ size: SIZE })), { headers: { range } });
    expect(response.status).toBe(416);
    expect(response.headers.get("content-range")).toBe(`bytes */${SIZE}`);
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });

  test.each(["bytes=0-1,5-9", "bytes=9-5", "bytes=-", "bytes=x-1", "lines=0-1"])(
    "%s is answered with the whole",
    async (range) => {
      const response = await fetch(service.link(service.add({ size: SIZE })), { headers: { range } });
      expect(response.status).toBe(200);
      expect((await response.arrayBuffer()).byteLength).toBe(SIZE);
    },
  );

  test("with if-range is answered with the whole: nothing tells that the file is still the same", async () => {
    const headers = { range: "bytes=0-1", "if-range": '"tag"' };
    const response = await fetch(service.link(service.add({ size: SIZE })), { headers });
    expect(response.status).toBe(200);
    await response.arrayBuffer();
  });
});

describe("one and the same answer, and nothing asked of Lever, is given to", () => {
  const NOT_FOUND = { status: 404, code: "NOT_FOUND", retryable: false };

  test.each([
    ["a link whose time is over", () => service.link(service.add(), { agoMs: 5 * 60_000 })],
    ["a forged link", () => service.link(service.add()).replace(/[^.]{43}$/, "A".repeat(43))],
    ["a link to a connection of another account", () => service.link(service.add(), { accountId: "globex" })],
    [
      "a cursor",
      () =>
        `${service.subgraph.url}/files/${createCursorCodec(service.vault).encode("", { offset: null, rowId: null, index: 0 })}`,
    ],
    ["no token", () => `${service.subgraph.url}/files/`],
    ["a token with a path in it", () => `${service.subgraph.url}/files/a/b`],
  ])("%s", async (_, urlOf) => {
    const { requestId, ...answer } = await refusalIn(await fetch(urlOf()));
    expect(requestId).toEqual(expect.any(String));
    expect(answer).toEqual(await unknownLink());
    expect(answer).toMatchObject(NOT_FOUND);
    expect(service.subgraph.sandbox.requests).toEqual([]);
  });

  test("a caller of another account, and not to one of its own", async () => {
    const url = service.link(service.add());
    const answer = await refusalIn(await fetch(url, { headers: { "x-account-id": "globex" } }));
    expect(answer).toMatchObject({ ...NOT_FOUND, message: ((await unknownLink()) as { message: string }).message });
    expect(service.subgraph.sandbox.requests).toEqual([]);
    expect((await fetch(url, { method: "HEAD", headers: { "x-account-id": "acme" } })).status).toBe(200);
  });

  test("a caller whose headers name two accounts", async () => {
    const headers = { "x-account-id": "acme, globex" };
    expect((await fetch(service.link(service.add()), { headers })).status).toBe(404);
  });

  test("a file that is gone, after Lever was asked", async () => {
    const location = { ...service.add(), id: "gone" };
    const { requestId: _, ...answer } = await refusalIn(await fetch(service.link(location)));
    expect(answer).toEqual(await unknownLink());
  });
});

describe("what goes wrong at Lever", () => {
  test("a file that Lever could not process is 422", async () => {
    const answer = await refusalIn(await fetch(service.link(service.add({ status: "error" }))));
    expect(answer).toMatchObject({ status: 422, code: "ATS_REJECTED", retryable: false });
    expect(answer["message"]).toBe("Lever could not process this file, so it can't be downloaded.");
  });

  test("a missing permission is 403 with its name", async () => {
    service.inject({ path: DOWNLOAD, do: { kind: "status", status: 403 } });
    expect(await refusalIn(await fetch(service.link(service.add())))).toMatchObject({
      status: 403,
      code: "ATS_PERMISSION_MISSING",
      permission: "download an opportunity file",
      connectionId: service.connectionId,
    });
  });

  test.each([
    ["a key that is no longer taken", { kind: "status", status: 401 }, 502, "ATS_CREDENTIALS_INVALID", false],
    ["an outage", { kind: "status", status: 503 }, 503, "ATS_UNAVAILABLE", true],
    ["a page in the place of the file", { kind: "html" }, 502, "ATS_BAD_RESPONSE", true],
    [
      "a redirect to somewhere else",
      { kind: "status", status: 302, headers: { location: "https://evil.example/" } },
      502,
      "ATS_BAD_RESPONSE",
      true,
    ],
  ] as const)("%s is told", async (_, mishap, status, code, retryable) => {
    service.inject({ path: DOWNLOAD, do: mishap });
    const response = await fetch(service.link(service.add()));
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(response.headers.has("content-disposition")).toBe(false);
    expect(response.headers.has("location")).toBe(false);
    expect(await refusalIn(response)).toMatchObject({ status, code, retryable });
  });

  test("a file that breaks off breaks the answer off, and is not completed by anything", async () => {
    service.inject({ path: DOWNLOAD, do: { kind: "truncate" } });
    const response = await fetch(service.link(service.add({ size: 500_000 })));
    expect(response.status).toBe(200);
    await expect(response.arrayBuffer()).rejects.toThrow();
    expect(service.subgraph.log.join("\n")).toContain("a download broke off");
  });

  test("a connection that is switched off is 409, one that was removed is unknown", async () => {
    const change = (mutation: string) => {
      const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!`;
      const source = `mutation ($input: ${type}) { ${mutation}(input: $input) { userErrors { code } } }`;
      return service.subgraph.query(source, { input: { connectionId } });
    };
    const connectionId = await service.subgraph.connect("lever-sandbox-findem-key-4f7Q", {}, "Other");
    const url = service.link({ ...service.add(), connectionId });
    await change("disableAtsConnection");
    expect(await refusalIn(await fetch(url))).toMatchObject({ status: 409, code: "ATS_CONNECTION_DISABLED" });
    await change("removeAtsConnection");
    expect((await fetch(url)).status).toBe(404);
  });
});

describe("a large file", () => {
  test("is streamed: a reader that stands still does not make this process hold it", async () => {
    const location = service.add({ size: 90 * 2 ** 20 });
    const held = (): number => process.memoryUsage().arrayBuffers;
    const before = held();
    const response = await open(service.link(location));
    // As many turns as it takes to have all of it here, were it not held back.
    for (let turn = 0; turn < 3_000; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(held() - before).toBeLessThan(30 * 2 ** 20);
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    expect(bytes).toBe(90 * 2 ** 20);
    expect(hash.digest("hex")).toBe(
      createHash("sha256")
        .update(await service.bytesOf(location))
        .digest("hex"),
    );
  }, 60_000);

  test("over 100 MiB is refused before its first byte", async () => {
    const answer = await refusalIn(await fetch(service.link(service.add({ size: 100 * 2 ** 20 + 1 }))));
    expect(answer).toMatchObject({ status: 502, code: "ATS_BAD_RESPONSE" });
  });
});

describe("pages of other origins", () => {
  test("may read a file where they are allowed to", async () => {
    const response = await fetch(service.link(service.add()), { method: "HEAD", headers: { origin: ORIGIN } });
    expect(response.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(response.headers.get("access-control-expose-headers")).toContain("content-disposition");
    expect(response.headers.get("vary")).toBe("origin");
    expect(response.headers.has("access-control-allow-credentials")).toBe(false);
  });

  test("may ask before they send a range", async () => {
    const headers = {
      origin: ORIGIN,
      "access-control-request-method": "GET",
      "access-control-request-headers": "range",
    };
    const response = await fetch(`${service.subgraph.url}/files/x.y`, { method: "OPTIONS", headers });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "access-control-allow-origin": ORIGIN,
      "access-control-allow-methods": "GET, HEAD",
      "access-control-allow-headers": "range",
    });
  });

  test.each(["https://evil.example", "null", "https://app.example.com.evil.example"])(
    "of %s may not",
    async (origin) => {
      for (const method of ["HEAD", "OPTIONS"]) {
        const response = await fetch(service.link(service.add()), { method, headers: { origin } });
        expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
      }
    },
  );
});

test("neither key nor token nor name is in a log, an answer's head or an address", async () => {
  const url = service.link(service.add({ name: "Ada Lovelace.pdf" }));
  const response = await fetch(url, { redirect: "manual" });
  await response.arrayBuffer();
  const token = url.split("/files/")[1]!;
  const log = service.subgraph.log.join("\n");
  for (const secret of [EVERYTHING_KEY, Buffer.from(`${EVERYTHING_KEY}:`).toString("base64")]) {
    expect(`${url} ${log} ${JSON.stringify([...response.headers])}`).not.toContain(secret);
  }
  expect(log).not.toContain(token);
  expect(log).not.toContain("Lovelace");
  expect(response.headers.has("location")).toBe(false);
});
