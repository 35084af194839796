import { createServer, type AddressInfo, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { defineEndpoint } from "../../src/lever/endpoint.js";
import {
  cutOff,
  hang,
  inTurn,
  json,
  object,
  page,
  refusal,
  type Reply,
  reset,
  text,
} from "../support/scripted-server.js";
import { Costs, createNote, Harness, leverErrorOf, opportunity, type Row, stages, unkept } from "./support.js";

const one = { opportunity: "o1" };

describe("what is sent", () => {
  test("an API key is the user name of Basic auth with an empty password", async () => {
    await using lever = await Harness.start(inTurn(object({ id: "o1" })));
    await lever.client().one(opportunity, one);
    expect(lever.server.requests[0]?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from("key-1:").toString("base64")}`,
      accept: "application/json",
      "accept-encoding": "gzip",
      "user-agent": "findem-lever-subgraph/test",
    });
  });

  test("an OAuth token is a bearer token", async () => {
    await using lever = await Harness.start(inTurn(object({ id: "o1" })));
    await lever.client({}, { credential: { kind: "bearer", secret: "t-1" } }).one(opportunity, one);
    expect(lever.server.requests[0]?.headers.authorization).toBe("Bearer t-1");
  });

  test("a write sends JSON", async () => {
    await using lever = await Harness.start(inTurn(json({ data: { noteId: "n1" } }, 201)));
    const answer = await lever
      .client()
      .send(createNote, one, { perform_as: "u1" }, { kind: "json", value: { value: "Hi" } });
    expect(answer).toEqual({ noteId: "n1" });
    expect(lever.server.requests[0]).toMatchObject({
      method: "POST",
      url: "/v1/opportunities/o1/notes?perform_as=u1",
      body: '{"value":"Hi"}',
    });
    expect(lever.server.requests[0]?.headers["content-type"]).toBe("application/json");
  });

  test("a write with files sends a form with names, types and bytes", async () => {
    await using lever = await Harness.start(inTurn(object({ id: "f1" })));
    const bytes = new Blob(["%PDF"], { type: "application/pdf" });
    await lever.client().send(
      createNote,
      one,
      {},
      {
        kind: "multipart",
        fields: [["origin", "sourced"]],
        files: [{ field: "resumeFile", filename: "cv ü.pdf", contentType: "application/pdf", bytes }],
      },
    );
    const [request] = lever.server.requests;
    expect(request?.headers["content-type"]).toMatch(/^multipart\/form-data; ?boundary=/);
    expect(request?.body).toContain('name="origin"\r\n\r\nsourced');
    expect(request?.body).toContain(
      'name="resumeFile"; filename="cv ü.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF',
    );
  });

  test("sockets are kept, and never more than 20 for one connection", async () => {
    let mostSockets = 0;
    await using lever = await Harness.start(
      (_, index) => (response) => {
        mostSockets = Math.max(mostSockets, lever.server.sockets.size);
        return object({ id: `o${index}` })(response, lever.server.requests[index]!);
      },
      { burst: 60 },
    );
    const client = lever.client();
    await Promise.all(Array.from({ length: 60 }, (_, index) => client.one(opportunity, { opportunity: `o${index}` })));
    expect(mostSockets).toBeGreaterThan(1);
    expect(mostSockets).toBeLessThanOrEqual(20);
    expect(lever.server.requests).toHaveLength(60);
  });

  test("one customer's hanging Lever takes no socket of another's", async () => {
    await using lever = await Harness.start(
      (request) => (request.path.endsWith("/slow") ? hang : object({ id: "o1" })),
      { burst: 60 },
    );
    const slow = lever.client({}, { connectionId: "c-slow", fingerprint: "f-slow" });
    const stuck = Array.from({ length: 25 }, () =>
      slow.one(opportunity, { opportunity: "slow" }, {}).catch(() => "stuck"),
    );
    const others = Array.from({ length: 25 }, (_, n) =>
      slow.one(unkept, { opportunity: `n${n}` }).catch(() => "stuck"),
    );
    await expect(lever.client().one(opportunity, one)).resolves.toMatchObject({ value: { id: "o1" } });
    await lever.pool[Symbol.asyncDispose]();
    await Promise.all([...stuck, ...others]);
  });
});

describe("what Lever refuses is told by its status", () => {
  test.each([
    [400, "REJECTED", "no"],
    [401, "UNAUTHORIZED", "no"],
    [403, "FORBIDDEN", "no"],
    [404, "NOT_FOUND", "no"],
    [408, "REJECTED", "maybe"],
    [409, "REJECTED", "no"],
    [414, "REJECTED", "no"],
    [422, "REJECTED", "no"],
    [500, "UNAVAILABLE", "maybe"],
    [502, "UNAVAILABLE", "maybe"],
    [503, "UNAVAILABLE", "maybe"],
  ])("%i is %s, and Lever acted: %s", async (status, code, acted) => {
    await using lever = await Harness.start(inTurn(refusal(status, "Code", "message")));
    const error = await leverErrorOf(lever.client().send(createNote, one, {}));
    expect({ code: error.code, ...error.details }).toEqual({
      code,
      status,
      acted,
      leverCode: "Code",
      leverMessage: "message",
    });
    expect(lever.server.requests).toHaveLength(1);
  });

  test.each<[string, Reply]>([
    ["absent", (response) => void response.writeHead(404).end()],
    ["a proxy's page", text("<html>secret page</html>", "text/html", 404)],
    ["JSON of another shape", json(["x"], 404)],
    ["cut off", cutOff("{", 404)],
  ])("an error's body may be %s", async (_, reply) => {
    await using lever = await Harness.start(inTurn(reply));
    const error = await leverErrorOf(lever.client().one(opportunity, one));
    expect(error).toMatchObject({ code: "NOT_FOUND", details: { status: 404, acted: "no" } });
    expect(error.details.leverMessage).toBeUndefined();
  });

  test("Lever's texts are cut, and stand in the details only", async () => {
    await using lever = await Harness.start(inTurn(refusal(400, "BadRequestError", "x".repeat(5_000))));
    const error = await leverErrorOf(lever.client().one(opportunity, one));
    expect(error.details.leverMessage).toHaveLength(300);
    expect(error.message).toBe("Lever answered 400 to GET /opportunities/:opportunity");
  });

  test("no error holds a key, a URL, an id or a body, not even in its cause", async () => {
    await using lever = await Harness.start(inTurn(reset, text("<b>canary-body</b>", "text/html")));
    const asked = { opportunity: "canary-id" };
    const credential = { kind: "apiKey", secret: "canary-key" } as const;
    const client = lever.client({}, { credential });
    const errors = [
      await lever.clock.finish(leverErrorOf(client.send(createNote, asked, { email: "canary@x.test" }))),
      await leverErrorOf(client.one(opportunity, asked, { email: "canary@x.test" })),
    ];
    for (const error of errors) {
      const everything = JSON.stringify(
        [error, error.message, error.stack, String(error.cause)],
        Object.getOwnPropertyNames(error),
      );
      expect(everything).not.toMatch(/canary|127\.0\.0\.1|authorization/i);
    }
  });
});

describe("when no answer comes", () => {
  test("headers that take longer than 10 s are waited for no longer, are not asked for again, and free the socket", async () => {
    await using lever = await Harness.start(inTurn(hang));
    const report = new Costs();
    const failing = leverErrorOf(lever.client({ report }).one(opportunity, one));
    await lever.server.until(() => lever.server.open === 1);
    await lever.clock.advance(9_999);
    expect(report.calls).toEqual([]);
    await lever.clock.advance(1);
    expect(await failing).toMatchObject({ code: "UNAVAILABLE", details: { acted: "maybe", timedOut: true } });
    expect(report.calls).toEqual([{ method: "GET", path: "/opportunities/:opportunity", status: 0, ms: 10_000 }]);
    await lever.server.until(() => lever.server.sockets.size === 0);
    expect(lever.server.requests).toHaveLength(1);
  });

  test("a body that drips for longer than 15 s is given up, and its socket too", async () => {
    let bytes = 0;
    await using lever = await Harness.start(() => (response) => {
      response.writeHead(200, { "content-type": "application/json" }).write('{"data":');
      bytes++;
    });
    const failing = leverErrorOf(lever.client().one(opportunity, one));
    await lever.server.until(() => lever.server.open === 1);
    // The body's time-out is set once the headers are there.
    await lever.clock.until(() => lever.clock.nextDueMs === 15_000);
    await lever.clock.advance(15_000);
    expect(await failing).toMatchObject({
      code: "UNAVAILABLE",
      details: { status: 200, acted: "yes", timedOut: true },
    });
    await lever.server.until(() => lever.server.sockets.size === 0);
    expect(bytes).toBe(1);
  });

  test("a host that refuses was never told anything", async () => {
    await using lever = await Harness.start(inTurn(hang));
    const { port } = new URL(lever.server.url);
    await lever.server[Symbol.asyncDispose]();
    await using pool = await Harness.start(inTurn(hang), { baseUrl: `http://127.0.0.1:${port}` });
    const report = new Costs();
    const error = await pool.clock.finish(leverErrorOf(pool.client({ report }).send(createNote, one, {})));
    expect(error).toMatchObject({ code: "UNAVAILABLE", details: { acted: "no" } });
    expect(report.calls.map(({ status }) => status)).toEqual([0, 0, 0]);
  });

  test("a host that accepts and never shakes hands is given 3 s", async () => {
    const sockets: Socket[] = [];
    const mute = createServer((socket) => void sockets.push(socket.on("error", () => undefined)));
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    await using lever = await Harness.start(inTurn(hang), {
      baseUrl: `https://127.0.0.1:${(mute.address() as AddressInfo).port}`,
    });
    const failing = leverErrorOf(lever.client().send(createNote, one, {}));
    await lever.clock.untilDueWithin(3_000);
    expect(await lever.clock.finish(failing, 3_000)).toMatchObject({ code: "UNAVAILABLE", details: { acted: "no" } });
    expect(lever.clock.monotonicMs()).toBeGreaterThanOrEqual(9_000);
    expect(lever.clock.monotonicMs()).toBeLessThan(10_000);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => mute.close(resolve));
  });

  test("a caller who hangs up takes the request along", async () => {
    await using lever = await Harness.start(inTurn(hang));
    const controller = new AbortController();
    const failing = leverErrorOf(lever.client({ signal: controller.signal }).one(opportunity, one));
    await lever.server.until(() => lever.server.open === 1);
    controller.abort();
    expect(await failing).toMatchObject({ code: "UNAVAILABLE" });
    await lever.server.until(() => lever.server.sockets.size === 0);
    expect(lever.clock.sleeping).toBe(0);
  });

  test("a caller who has hung up already sends nothing", async () => {
    await using lever = await Harness.start(inTurn(object({ id: "o1" })));
    const failing = leverErrorOf(lever.client({ signal: AbortSignal.abort() }).one(opportunity, one));
    expect(await failing).toMatchObject({ code: "UNAVAILABLE", details: { acted: "no" } });
    expect(lever.server.requests).toEqual([]);
  });
});

describe("answers that can't be read", () => {
  test("a page of HTML is a bad response, is not asked for again, and is quoted nowhere", async () => {
    await using lever = await Harness.start(inTurn(text("<html>Sign in</html>", "text/html")));
    const error = await leverErrorOf(lever.client().one(opportunity, one));
    expect({ code: error.code, ...error.details }).toEqual({ code: "BAD_RESPONSE", status: 200, acted: "maybe" });
    expect(lever.server.requests).toHaveLength(1);
  });

  test("an empty answer is no object", async () => {
    await using lever = await Harness.start(inTurn((response) => void response.writeHead(200).end()));
    expect((await leverErrorOf(lever.client().one(opportunity, one))).code).toBe("BAD_RESPONSE");
  });

  test("a deletion answers nothing, and that is fine", async () => {
    const remove = defineEndpoint<Row>({
      method: "DELETE",
      path: "/x/:opportunity",
      permission: "p",
      documentation: "d",
    });
    await using lever = await Harness.start(inTurn((response) => void response.writeHead(204).end()));
    await expect(lever.client().send(remove, one, {})).resolves.toBeNull();
  });

  test("200 MB of JSON are given up at the limit: neither read nor kept", async () => {
    let sent = 0;
    const endless: Reply = (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const chunk = Buffer.alloc(256 * 1024, " ");
      const pump = () => {
        while (sent < 200 * 2 ** 20 && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once("drain", pump);
        }
      };
      pump();
    };
    await using lever = await Harness.start(inTurn(endless));
    const error = await leverErrorOf(lever.client().one(opportunity, one));
    expect({ code: error.code, ...error.details }).toEqual({ code: "BAD_RESPONSE", status: 200, acted: "yes" });
    await lever.server.until(() => lever.server.sockets.size === 0);
    expect(sent).toBeLessThan(40 * 2 ** 20);
  });

  test("a gzip bomb is measured by what comes out of it", async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 2 ** 20, " "), { level: 9 });
    expect(bomb.length).toBeLessThan(200_000);
    await using lever = await Harness.start(
      inTurn((response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(bomb)),
    );
    const before = process.memoryUsage().arrayBuffers;
    const error = await leverErrorOf(lever.client().one(opportunity, one));
    expect(error.code).toBe("BAD_RESPONSE");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * 2 ** 20);
  });

  test("honest gzip is read", async () => {
    const body = gzipSync(JSON.stringify({ data: { id: "o1" } }));
    await using lever = await Harness.start(
      inTurn((response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(body)),
    );
    await expect(lever.client().one(opportunity, one)).resolves.toMatchObject({ value: { id: "o1" } });
  });

  test("broken gzip is a bad response", async () => {
    await using lever = await Harness.start(
      inTurn((response) => void response.writeHead(200, { "content-encoding": "gzip" }).end("no gzip at all")),
    );
    expect((await leverErrorOf(lever.client().one(opportunity, one))).code).toBe("BAD_RESPONSE");
  });
});

describe("redirects", () => {
  const moved =
    (location: string, status = 301): Reply =>
    (response) =>
      void response.writeHead(status, { location }).end();

  test.each([301, 302, 307, 308])(
    "a read follows a %i within Lever's origin, each hop a request of its own",
    async (status) => {
      await using lever = await Harness.start(inTurn(moved("/v2/stages", status), page([{ id: "s1" }])));
      const report = new Costs();
      const { value } = await lever.client({ report }).all(stages, {});
      expect(value).toEqual([{ id: "s1" }]);
      expect(lever.server.requests.map(({ url }) => url)).toEqual(["/v1/stages?limit=100", "/v2/stages"]);
      expect(report.calls.map((call) => call.status)).toEqual([status, 200]);
      expect(lever.pool.budget({ fingerprint: "f1" }).available).toBe(18);
    },
  );

  test("never to another host, least of all with the key", async () => {
    await using other = await Harness.start(inTurn(page([{ id: "s1" }])));
    await using lever = await Harness.start(inTurn(moved(`${other.server.url}/v1/stages`)));
    expect(await leverErrorOf(lever.client().all(stages, {}))).toMatchObject({
      code: "BAD_RESPONSE",
      details: { status: 301 },
    });
    expect(other.server.requests).toEqual([]);
  });

  test.each([
    "http://user:pass@{origin}/v1/stages",
    "http://169.254.169.254/latest",
    "ftp://{origin}/",
    "http://[",
    "//evil.test/",
  ])("not to %s", async (location) => {
    await using lever = await Harness.start(
      inTurn((response, request) => moved(location.replace("{origin}", request.headers.host ?? ""))(response, request)),
    );
    expect((await leverErrorOf(lever.client().all(stages, {}))).code).toBe("BAD_RESPONSE");
    expect(lever.server.requests).toHaveLength(1);
  });

  test("a write is never sent on", async () => {
    await using lever = await Harness.start(inTurn(moved("/v2/notes", 307)));
    expect(await leverErrorOf(lever.client().send(createNote, one, {}))).toMatchObject({
      code: "BAD_RESPONSE",
      details: { acted: "no" },
    });
    expect(lever.server.requests).toHaveLength(1);
  });

  test("a circle ends", async () => {
    await using lever = await Harness.start(inTurn(moved("/v1/stages")));
    expect((await leverErrorOf(lever.client().all(stages, {}))).code).toBe("BAD_RESPONSE");
    expect(lever.server.requests).toHaveLength(4);
  });
});

test("what is no id never reaches Lever", async () => {
  await using lever = await Harness.start(inTurn(object({ id: "o1" })));
  const client = lever.client();
  await expect(client.one(opportunity, { opportunity: "../users?x=" })).rejects.toThrow("opportunity");
  await expect(client.send(createNote, { opportunity: "a/b" }, {})).rejects.toThrow("opportunity");
  await expect(client.all(unkept, { opportunity: "\r\n" })).rejects.toThrow("opportunity");
  expect(lever.server.requests).toEqual([]);
});
