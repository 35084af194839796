import { randomBytes } from "node:crypto";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import type { LeverDownload } from "../../src/lever/download/lever-download.js";
import { defineEndpoint } from "../../src/lever/endpoint.js";
import type { LeverError } from "../../src/lever/errors.js";
import type { LeverPoolOptions } from "../../src/lever/pool-options.js";
import {
  hang,
  inTurn,
  json,
  refusal,
  type Reply,
  reset,
  type ScriptedServer,
  type SeenRequest,
} from "../support/scripted-server.js";
import { STORAGE_TLS, StorageHost } from "../support/storage-host.js";
import { Costs, Harness, leverErrorOf, target } from "./support.js";

const fileDownload = defineEndpoint<never>({
  path: "/opportunities/:opportunity/files/:file/download",
  permission: "download an opportunity file",
  documentation: "Files > Download a file",
});
const FILE = { opportunity: "o1", file: "f1" };
const BYTES = randomBytes(300_000);
const TIMEOUTS = { headersMs: 15_000, idleMs: 60_000, bodyMs: 1_800_000 };

/** Answers with a file. */
function file(bytes: Uint8Array = BYTES, headers: Record<string, string | number> = {}): Reply {
  return (response) => {
    response
      .writeHead(200, { "content-type": "application/pdf", "content-length": bytes.length, ...headers })
      .end(bytes);
  };
}

/** Sends the answer on. */
function redirect(location: string, status = 302): Reply {
  return (response) => {
    response.writeHead(status, { location, "content-length": 0 }).end();
  };
}

/** Announces a file, sends a part of it and nothing more. */
const stall: Reply = (response) => {
  response.writeHead(200, { "content-length": 1_000_000 });
  response.write(Buffer.alloc(1_000));
};

function start(script: (request: SeenRequest, index: number) => Reply, over: Partial<LeverPoolOptions> = {}) {
  return Harness.start(script, over);
}

function begin(lever: Harness, signal?: AbortSignal): Promise<LeverDownload> {
  return lever.client().download(fileDownload, FILE, {}, signal ? { signal } : {});
}

/** The error that a body ends with. */
async function failureOf(body: Readable): Promise<LeverError> {
  return leverErrorOf(buffer(body));
}

function whenClosed(body: Readable): Promise<void> {
  return new Promise((resolve) => body.once("close", resolve));
}

function untilFree(server: ScriptedServer): Promise<void> {
  return server.until(() => server.open === 0);
}

describe("a download", () => {
  test("comes with its bytes, its type and its length", async () => {
    await using lever = await start(() => file());
    const { body, contentType, contentLength } = await begin(lever);
    expect({ contentType, contentLength }).toEqual({ contentType: "application/pdf", contentLength: BYTES.length });
    expect((await buffer(body)).equals(BYTES)).toBe(true);
  });

  test("is asked for once, with the key, at the file's own path", async () => {
    await using lever = await start(() => file());
    await buffer((await begin(lever)).body);
    expect(lever.server.requests).toHaveLength(1);
    const [request] = lever.server.requests;
    expect(request?.url).toBe("/v1/opportunities/o1/files/f1/download");
    expect(request?.headers.authorization).toBe(`Basic ${Buffer.from("key-1:").toString("base64")}`);
  });

  test("pays a request of the key's budget, is counted, and grants its permission", async () => {
    await using lever = await start(() => file());
    const before = lever.pool.budget(target()).available;
    const report = new Costs();
    const { body } = await lever.client({ report }).download(fileDownload, FILE);
    expect(lever.pool.budget(target()).available).toBe(before - 1);
    await buffer(body);
    expect(report.calls).toMatchObject([{ method: "GET", path: fileDownload.path, status: 200 }]);
    expect(lever.notices.told).toEqual(["c1 may download an opportunity file"]);
  });

  test("has no length where Lever gives none", async () => {
    await using lever = await start(() => (response) => void response.writeHead(200).end(BYTES));
    const { body, contentLength } = await begin(lever);
    expect(contentLength).toBeNull();
    expect((await buffer(body)).equals(BYTES)).toBe(true);
  });

  test("is never served from a cache", async () => {
    await using lever = await start(() => file());
    for (let time = 0; time < 2; time++) await buffer((await begin(lever)).body);
    expect(lever.server.requests).toHaveLength(2);
  });

  test("takes no socket from other questions, however many are read slowly", async () => {
    await using lever = await start(
      (request) => (request.path.endsWith("/download") ? stall : json({ data: { id: "f1" } })),
      { burst: 100 },
    );
    const bodies = await Promise.all(Array.from({ length: 20 }, async () => (await begin(lever)).body));
    const single = defineEndpoint<{ id: string }>({ ...fileDownload, path: "/opportunities/:opportunity/files/:file" });
    expect((await lever.client({ lane: "interactive" }).one(single, FILE)).value).toEqual({ id: "f1" });
    for (const body of bodies) body.destroy();
    await untilFree(lever.server);
  });
});

describe("what Lever refuses", () => {
  test.each([
    [401, "UNAUTHORIZED"],
    [403, "FORBIDDEN"],
    [404, "NOT_FOUND"],
    [422, "REJECTED"],
  ])("with %i fails as %s, with what Lever says, and is not asked for again", async (status, code) => {
    await using lever = await start(() => refusal(status, "Unprocessable", "could not be processed"));
    const error = await leverErrorOf(begin(lever));
    expect(error).toMatchObject({
      code,
      call: { permission: "download an opportunity file", connectionId: "c1" },
      details: { status, leverCode: "Unprocessable", leverMessage: "could not be processed" },
    });
    expect(lever.server.requests).toHaveLength(1);
  });

  test("with 503 or a reset connection is asked for again, before the first byte", async () => {
    await using lever = await start(inTurn(refusal(503), reset, file()));
    const { body } = await lever.clock.finish(begin(lever));
    expect((await buffer(body)).equals(BYTES)).toBe(true);
    expect(lever.server.requests).toHaveLength(3);
  });

  test("with 429 waits for its turn and is asked for again", async () => {
    await using lever = await start(inTurn(refusal(429), file()));
    const { body } = await lever.clock.finish(begin(lever), 5_000);
    expect((await buffer(body)).equals(BYTES)).toBe(true);
  });

  test("tells nothing of the key, the ids or the address", async () => {
    await using lever = await start(() => refusal(422));
    const error = await leverErrorOf(begin(lever));
    const told = `${error.message} ${JSON.stringify(error.call)} ${String(error.stack)} ${String(error.cause)}`;
    for (const secret of ["key-1", "f1/", "o1", "127.0.0.1"]) expect(told).not.toContain(secret);
  });
});

describe("a body", () => {
  test("that breaks off fails as BAD_RESPONSE and is not asked for again", async () => {
    const half: Reply = (response) => {
      response.writeHead(200, { "content-length": BYTES.length });
      response.write(BYTES.subarray(0, 1_000), () => response.destroy());
    };
    await using lever = await start(() => half);
    const { body } = await begin(lever);
    expect(await failureOf(body)).toMatchObject({ code: "BAD_RESPONSE", details: { cutOff: true } });
    expect(lever.server.requests).toHaveLength(1);
  });

  test("of chunks that breaks off fails as well", async () => {
    const half: Reply = (response) => {
      response.writeHead(200);
      response.write(BYTES.subarray(0, 1_000), () => response.destroy());
    };
    await using lever = await start(() => half);
    expect(await failureOf((await begin(lever)).body)).toMatchObject({ code: "BAD_RESPONSE" });
  });

  test("larger than the cap is refused before it is read, and where no length is told, once it is over", async () => {
    const untold: Reply = (response) => void response.writeHead(200).end(BYTES);
    await using lever = await start(inTurn(file(), untold), { downloads: { maxBytes: BYTES.length - 1 } });
    expect(await leverErrorOf(begin(lever))).toMatchObject({ code: "BAD_RESPONSE" });
    expect(await failureOf((await begin(lever)).body)).toMatchObject({ code: "BAD_RESPONSE" });
    await untilFree(lever.server);
  });

  test("of exactly the cap comes", async () => {
    await using lever = await start(() => file(), { downloads: { maxBytes: BYTES.length } });
    expect((await buffer((await begin(lever)).body)).equals(BYTES)).toBe(true);
  });

  test("that stands still is given up after the idle time, and its socket freed", async () => {
    await using lever = await start(() => stall, { downloads: { timeouts: TIMEOUTS } });
    const { body } = await begin(lever);
    const failing = failureOf(body);
    await lever.clock.advance(TIMEOUTS.idleMs);
    expect(await failing).toMatchObject({ code: "UNAVAILABLE", details: { timedOut: true } });
    await untilFree(lever.server);
  });

  test("that moves now and then may take longer than the operation's deadline", async () => {
    let write: (bytes: Buffer) => void = () => undefined;
    const slow: Reply = (response) => {
      response.writeHead(200, { "content-length": 100 });
      write = (bytes) => void response.write(bytes);
      write(Buffer.from("begin"));
    };
    await using lever = await start(() => slow, { downloads: { timeouts: TIMEOUTS } });
    const { body } = await begin(lever);
    const chunks = body[Symbol.asyncIterator]();
    expect(String((await chunks.next()).value)).toBe("begin");
    for (const text of ["one", "two", "x"]) {
      await lever.clock.advance(TIMEOUTS.idleMs - 1);
      write(Buffer.from(text));
      expect(String((await chunks.next()).value)).toBe(text);
    }
    body.destroy();
    await untilFree(lever.server);
  });

  test("is read no faster than it is taken", async () => {
    const total = 50 * 2 ** 20;
    let written = 0;
    const endless: Reply = (response) => {
      response.writeHead(200, { "content-length": total });
      const more = (): void => {
        let hasRoom = true;
        for (; hasRoom && written < total; written += 65_536) hasRoom = response.write(Buffer.alloc(65_536));
      };
      response.on("drain", more);
      more();
    };
    await using lever = await start(() => endless);
    const { body } = await begin(lever);
    const chunks = body[Symbol.asyncIterator]();
    await chunks.next();
    // As often as it takes for a sender that isn't held back to be done.
    for (let turn = 0; turn < 10_000; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(written).toBeLessThan(total / 4);
    body.destroy();
    await untilFree(lever.server);
  });
});

describe("a download is given up, and its socket freed,", () => {
  test("when whoever reads it leaves", async () => {
    await using lever = await start(() => stall);
    const { body } = await begin(lever);
    body.destroy();
    await untilFree(lever.server);
    expect(lever.server.open).toBe(0);
  });

  test("when its signal is aborted, before the answer and within it", async () => {
    await using lever = await start(inTurn(hang, stall));
    const first = new AbortController();
    const beginning = leverErrorOf(begin(lever, first.signal));
    await lever.server.until(() => lever.server.open === 1);
    first.abort();
    expect(await beginning).toMatchObject({ code: "UNAVAILABLE" });
    const second = new AbortController();
    const { body } = await begin(lever, second.signal);
    const failing = failureOf(body);
    second.abort();
    expect(await failing).toMatchObject({ code: "UNAVAILABLE" });
    await untilFree(lever.server);
  });

  test("when its connection is switched off", async () => {
    await using lever = await start(() => stall);
    const { body } = await begin(lever);
    const failing = failureOf(body);
    lever.pool.disable("c1");
    expect(await failing).toMatchObject({ code: "DISABLED" });
    await untilFree(lever.server);
  });

  test("when no answer begins in time", async () => {
    await using lever = await start(() => hang, { downloads: { timeouts: TIMEOUTS } });
    const failing = leverErrorOf(begin(lever));
    await lever.server.until(() => lever.server.open === 1);
    await lever.clock.advance(TIMEOUTS.headersMs);
    expect(await failing).toMatchObject({ code: "UNAVAILABLE", details: { timedOut: true } });
    await untilFree(lever.server);
  });

  test("after which the next one has its place: twenty that were left block nobody", async () => {
    await using lever = await start((_, index) => (index < 20 ? stall : file()));
    const bodies = await Promise.all(Array.from({ length: 20 }, async () => (await begin(lever)).body));
    const closed = bodies.map(whenClosed);
    for (const body of bodies) body.destroy();
    await Promise.all(closed);
    await lever.clock.advance(1_000);
    expect((await buffer((await begin(lever)).body)).equals(BYTES)).toBe(true);
  });
});

describe("a redirect", () => {
  test.each([301, 302, 303, 307, 308])(
    "%i within Lever's own origin is followed with the key, and paid",
    async (status) => {
      await using lever = await start(inTurn(redirect("/v1/elsewhere?x=1", status), file()));
      const before = lever.pool.budget(target()).available;
      const { body } = await begin(lever);
      expect((await buffer(body)).equals(BYTES)).toBe(true);
      expect(lever.server.requests.map(({ url }) => url)).toEqual([expect.any(String), "/v1/elsewhere?x=1"]);
      expect(lever.server.requests[1]?.headers.authorization).toMatch(/^Basic /);
      expect(lever.pool.budget(target()).available).toBe(before - 2);
    },
  );

  test("to an allowed host is followed over https, without the key, for one request of the budget", async () => {
    await using storage = await StorageHost.start((response) => void file()(response, {} as SeenRequest));
    await using lever = await start(() => redirect(`https://${storage.host}/bucket/f1?signature=abc`), {
      downloads: { hosts: [storage.host], tls: STORAGE_TLS },
    });
    const before = lever.pool.budget(target()).available;
    const report = new Costs();
    const { body } = await lever.client({ report }).download(fileDownload, FILE);
    expect((await buffer(body)).equals(BYTES)).toBe(true);
    expect(storage.requests.map(({ url }) => url)).toEqual(["/bucket/f1?signature=abc"]);
    expect(storage.requests[0]?.headers).not.toHaveProperty("authorization");
    expect(JSON.stringify(storage.requests)).not.toContain(Buffer.from("key-1:").toString("base64"));
    expect(lever.pool.budget(target()).available).toBe(before - 1);
    expect(report.calls).toHaveLength(1);
  });

  test("is held to the size cap at the other host too", async () => {
    await using storage = await StorageHost.start((response) => void file()(response, {} as SeenRequest));
    await using lever = await start(() => redirect(`https://${storage.host}/f1`), {
      downloads: { hosts: [storage.host], tls: STORAGE_TLS, maxBytes: 1_000 },
    });
    expect(await leverErrorOf(begin(lever))).toMatchObject({ code: "BAD_RESPONSE" });
  });

  test("of the other host back to Lever is not followed: it must not choose what is asked with the key", async () => {
    let back = "";
    await using storage = await StorageHost.start((response) => void redirect(back)(response, {} as SeenRequest));
    await using lever = await start(() => redirect(`https://${storage.host}/f1`), {
      downloads: { hosts: [storage.host], tls: STORAGE_TLS },
    });
    back = `${lever.server.url}/v1/users`;
    expect(await leverErrorOf(begin(lever))).toMatchObject({ code: "BAD_RESPONSE" });
    expect(lever.server.requests).toHaveLength(1);
  });

  test.each([401, 403, 404, 422, 429])(
    "whose host answers %i says nothing of the key: BAD_RESPONSE",
    async (status) => {
      await using storage = await StorageHost.start((response) => void response.writeHead(status).end());
      await using lever = await start(() => redirect(`https://${storage.host}/f1`), {
        downloads: { hosts: [storage.host], tls: STORAGE_TLS },
      });
      expect(await leverErrorOf(begin(lever))).toMatchObject({ code: "BAD_RESPONSE", details: { status } });
      expect(lever.notices.told).toEqual([]);
    },
  );

  test.each([
    ["another host", () => "https://evil.example/f1"],
    ["an allowed host over plain http", () => "http://files.example.com/f1"],
    ["an allowed host with a name and a password", () => "https://a:b@files.example.com/f1"],
    ["another port of an allowed host", () => "https://files.example.com:8443/f1"],
    ["a host that ends like an allowed one", () => "https://evillever.co/f1"],
    ["the host that the star stands below", () => "https://lever.co/f1"],
    ["an allowed name in front of another", () => "https://hire.lever.co.evil.example/f1"],
    ["a file of this machine", () => "file:///etc/passwd"],
    ["no address", () => "http://["],
    ["Lever's own host under another port", () => "http://127.0.0.1:1/f1"],
    ["Lever's own origin with a password", (url: string) => url.replace("http://", "http://a:b@")],
  ])("to %s is BAD_RESPONSE, and nothing is sent", async (_, locationOf) => {
    const own = { url: "" };
    await using lever = await start(() => redirect(locationOf(own.url)), {
      downloads: { hosts: ["*.lever.co", "files.example.com"] },
    });
    own.url = lever.server.url;
    expect(await leverErrorOf(begin(lever))).toMatchObject({ code: "BAD_RESPONSE" });
    expect(lever.server.requests).toHaveLength(1);
  });

  test("is followed three times at most", async () => {
    await using lever = await start((_, index) => redirect(`/v1/hop-${index}`));
    expect(await leverErrorOf(begin(lever))).toMatchObject({ code: "BAD_RESPONSE" });
    expect(lever.server.requests).toHaveLength(4);
  });
});
