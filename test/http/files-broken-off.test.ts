import { once } from "node:events";
import http from "node:http";
import { describe, expect, test } from "vitest";
import { cutOff, hang, object, page, type Reply, ScriptedServer } from "../support/scripted-server.js";
import { FileService } from "./file-download-support.js";

/** The product over a Lever that has one file, and does with its download what the test says. */
class OneFile implements AsyncDisposable {
  private constructor(
    readonly lever: ScriptedServer,
    private readonly service: FileService,
  ) {}

  static async start(download: Reply): Promise<OneFile> {
    const lever = await ScriptedServer.start(({ path }) => {
      if (path.endsWith("/download")) return download;
      return path.endsWith("/files/f1") ? object({ id: "f1", name: "a.pdf", ext: ".pdf" }) : page([]);
    });
    return new OneFile(lever, await FileService.start({ leverUrl: lever.url }));
  }

  get link(): string {
    const { connectionId } = this.service;
    return this.service.link({ connectionId, opportunityId: "o1", kind: "file", id: "f1" });
  }

  get downloads(): number {
    return this.lever.requests.filter(({ path }) => path.endsWith("/download")).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.service[Symbol.asyncDispose]();
    await this.lever[Symbol.asyncDispose]();
  }
}

/** Announces a file, sends one byte of it and nothing more. */
const stall: Reply = (response) => {
  response.writeHead(200, { "content-length": 100_000 }).write("x");
};

describe("a client that hangs up frees Lever's socket", () => {
  test.each([
    ["before the answer", hang, false],
    ["within the file", stall, true],
  ] as const)("%s", async (_, download, isBegun) => {
    await using file = await OneFile.start(download);
    const leaving = http.get(file.link, { agent: false });
    leaving.on("error", () => undefined);
    await file.lever.until(() => file.downloads === 1);
    if (isBegun) await once(leaving, "response");
    leaving.destroy();
    await file.lever.until(() => file.lever.open === 0);
    expect(file.downloads).toBe(1);
  });

  test("within a range", async () => {
    await using file = await OneFile.start(stall);
    const leaving = http.get(file.link, { agent: false, headers: { range: "bytes=0-" } });
    leaving.on("error", () => undefined);
    await once(leaving, "response");
    leaving.destroy();
    await file.lever.until(() => file.lever.open === 0);
    expect(file.downloads).toBe(1);
  });
});

test("a file whose length nobody tells is streamed in chunks, whole even where a range is asked for", async () => {
  await using file = await OneFile.start((response) => void response.writeHead(200).end("content"));
  const response = await fetch(file.link, { headers: { range: "bytes=0-1" } });
  expect(response.status).toBe(200);
  expect(response.headers.has("content-length")).toBe(false);
  expect(response.headers.has("accept-ranges")).toBe(false);
  expect(await response.text()).toBe("content");
});

test("a range that has come frees Lever's socket, though the rest has not", async () => {
  await using file = await OneFile.start(stall);
  const response = await fetch(file.link, { headers: { range: "bytes=0-0" } });
  expect(await response.text()).toBe("x");
  await file.lever.until(() => file.lever.open === 0);
});

test("a file that breaks off breaks the answer off, and is not asked for again", async () => {
  await using file = await OneFile.start(cutOff("half of it"));
  await expect(fetch(file.link).then((response) => response.text())).rejects.toThrow();
  expect(file.downloads).toBe(1);
});
