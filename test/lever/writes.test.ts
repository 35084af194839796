import http from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import type { LeverBody } from "../../src/lever/client.js";
import { defineEndpoint } from "../../src/lever/endpoint.js";
import { settle } from "../support/manual-clock.js";
import { hang, inTurn, object, refusal, type Reply, reset, type SeenRequest } from "../support/scripted-server.js";
import { HeldReply } from "./held-reply.js";
import { Costs, createNote, Harness, leverErrorOf, opportunity, type Row } from "./support.js";

const one = { opportunity: "o1" };

const write = (method: "PUT" | "DELETE" | "POST") =>
  defineEndpoint<Row>({ method, path: "/opportunities/:opportunity/x", permission: "write x", documentation: "X" });

const note: LeverBody = { kind: "json", value: { value: 'Grüße \u2028 "quoted"', nothing: undefined, none: null } };

function file(field: string, filename: string, bytes: Uint8Array<ArrayBuffer>) {
  return { field, filename, contentType: "application/pdf", bytes: new Blob([bytes]) };
}

/** Keeps what comes as the bytes that it is. */
async function recorder() {
  const bodies: Buffer[] = [];
  const headers: http.IncomingHttpHeaders[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      bodies.push(Buffer.concat(chunks));
      headers.push(request.headers);
      response.writeHead(200, { "content-type": "application/json" }).end('{"data":{"id":"x"}}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    bodies,
    headers,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe("what goes over the wire", () => {
  test("is JSON in UTF-8, without what is undefined", async () => {
    await using seen = await recorder();
    await using lever = await Harness.start(() => hang, { baseUrl: seen.url });
    await lever.client().send(createNote, one, {}, note);
    expect(seen.bodies[0]?.toString()).toBe('{"value":"Grüße \u2028 \\"quoted\\"","none":null}');
    expect(seen.headers[0]).toMatchObject({
      "content-type": "application/json",
      "content-length": String(seen.bodies[0]?.length),
    });
  });

  test("is nothing at all without a body", async () => {
    await using seen = await recorder();
    await using lever = await Harness.start(() => hang, { baseUrl: seen.url });
    await lever.client().send(write("DELETE"), one, { perform_as: "u 1" });
    expect(seen.bodies).toEqual([Buffer.alloc(0)]);
    expect(seen.headers[0]?.["content-type"]).toBeUndefined();
  });

  test("is a form with every byte of every file, in order, and as long as it says", async () => {
    await using seen = await recorder();
    await using lever = await Harness.start(() => hang, { baseUrl: seen.url });
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    const files = [
      file("resumeFile", "cv.pdf", all),
      file("files[]", "a.pdf", all),
      file("files[]", "empty.pdf", new Uint8Array()),
    ];
    const fields: [string, string][] = [
      ["tags[]", "a"],
      ["tags[]", "ü\r\nx"],
      ["email", "ada@x.test"],
    ];
    await lever.client().send(createNote, one, {}, { kind: "multipart", fields, files });
    const [body, headers] = [seen.bodies[0]!, seen.headers[0]!];
    const boundary = /boundary=(.+)$/.exec(headers["content-type"] ?? "")?.[1];
    const parts = body.toString("latin1").split(`--${boundary}`);
    expect(parts.at(-1)?.trim()).toBe("--");
    const names = parts.slice(1, -1).map((part) => /name="([^"]*)"/.exec(part)?.[1]);
    expect(names).toEqual(["tags[]", "tags[]", "email", "resumeFile", "files[]", "files[]"]);
    const bytes = Buffer.from(all);
    expect(body.indexOf(bytes)).toBeGreaterThan(0);
    expect(body.indexOf(bytes, body.indexOf(bytes) + 1)).toBeGreaterThan(0);
    expect(headers["content-length"]).toBe(String(body.length));
  });

  test("lets no file's name add a header or a part", async () => {
    await using seen = await recorder();
    await using lever = await Harness.start(() => hang, { baseUrl: seen.url });
    const filename = 'x"\r\nContent-Type: text/html\r\n\r\n<script>.pdf';
    const files = [file("resumeFile", filename, new Uint8Array([1]))];
    await lever.client().send(createNote, one, {}, { kind: "multipart", fields: [['a"\r\nb', "c"]], files });
    const body = seen.bodies[0]!.toString();
    expect(body.match(/content-type/gi)).toHaveLength(2);
    expect(body).not.toContain("\r\nContent-Type: text/html");
    expect(body).toContain('filename="x%22%0D%0AContent-Type: text/html');
  });
});

describe("a write that may have been acted on", () => {
  test.each<["PUT" | "DELETE" | "POST", string, Reply]>(
    (["PUT", "DELETE", "POST"] as const).flatMap((method): ["PUT" | "DELETE" | "POST", string, Reply][] => [
      [method, "500", refusal(500)],
      [method, "502", refusal(502)],
      [method, "503", refusal(503)],
      [method, "a reset", reset],
    ]),
  )("%s, %s: is never sent again, and says that its fate is unknown", async (method, _, reply) => {
    await using lever = await Harness.start(() => reply);
    const error = await lever.clock.finish(leverErrorOf(lever.client().send(write(method), one, {}, note)));
    expect(error).toMatchObject({ code: "UNAVAILABLE", details: { acted: "maybe" } });
    await lever.clock.advance(60_000);
    expect(lever.server.requests).toHaveLength(1);
  });

  test("and whose connection breaks before the answer is one at Lever", async () => {
    const created: SeenRequest[] = [];
    await using lever = await Harness.start((request) => {
      created.push(request);
      return reset;
    });
    await lever.clock.finish(leverErrorOf(lever.client().send(createNote, one, {}, note)));
    await lever.clock.advance(60_000);
    expect(created).toHaveLength(1);
  });

  test("nor is it over a kept socket that Lever has closed meanwhile, which can't be told from the rest", async () => {
    await using lever = await Harness.start((_, index) => (index === 0 ? object({ id: "o1" }) : reset));
    await lever.client().one(opportunity, one);
    const error = await lever.clock.finish(leverErrorOf(lever.client().send(createNote, one, {}, note)));
    expect(error.details.acted).toBe("maybe");
    expect(lever.server.requests).toHaveLength(2);
  });
});

describe("a write that Lever surely did not act on is sent again", () => {
  test("after a 429, with the same body", async () => {
    await using lever = await Harness.start(inTurn(refusal(429), refusal(429), object({ id: "n1" })));
    const bytes = new Uint8Array([80, 68, 70]);
    const body: LeverBody = { kind: "multipart", fields: [["value", "x"]], files: [file("f", "cv.pdf", bytes)] };
    const report = new Costs();
    const sending = lever.client({ report }).send(createNote, one, {}, body);
    expect(await lever.clock.finish(sending, 5_000)).toEqual({ id: "n1" });
    expect(report.calls.map(({ status }) => status)).toEqual([429, 429, 200]);
    const bodies = lever.server.requests.map((request) =>
      request.body
        .replaceAll(/boundary=(.+)$/.exec(request.headers["content-type"] ?? "")?.[1] ?? "", "B")
        .replaceAll(/-{2,}\w+/g, "B"),
    );
    expect(new Set(bodies).size).toBe(1);
    expect(bodies[0]).toContain("PDF");
  });

  test("after a refused connection, once somebody listens there", async () => {
    await using seen = await recorder();
    const { port } = new URL(seen.url);
    await seen[Symbol.asyncDispose]();
    await using lever = await Harness.start(() => hang, { baseUrl: seen.url });
    const sending = lever.client().send(createNote, one, {}, note);
    await lever.clock.untilDueWithin(1_000);
    // Not the limit for connecting but the pause before the next attempt.
    await lever.clock.until(() => (lever.clock.nextDueMs ?? 0) <= 200);
    const bodies: string[] = [];
    const server = http.createServer((request, response) => {
      request.on("data", (chunk: Buffer) => bodies.push(chunk.toString()));
      request.on("end", () => response.writeHead(201).end('{"data":{"id":"n1"}}'));
    });
    await new Promise<void>((resolve) => server.listen(Number(port), "127.0.0.1", resolve));
    await lever.clock.advance(200);
    expect(await sending).toEqual({ id: "n1" });
    expect(bodies).toEqual(['{"value":"Grüße \u2028 \\"quoted\\"","none":null}']);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("a caller who hangs up", () => {
  test("after sending leaves the write to be seen through", async () => {
    const held = new HeldReply(object({ id: "n1" }));
    await using lever = await Harness.start(() => held.send);
    const controller = new AbortController();
    const sending = lever.client({ signal: controller.signal }).send(createNote, one, {}, note);
    await lever.server.until(() => lever.server.open === 1);
    controller.abort();
    await settle();
    expect(lever.server.open).toBe(1);
    held.release();
    expect(await sending).toEqual({ id: "n1" });
  });

  test("while the write waits takes it back: it was surely not sent", async () => {
    await using lever = await Harness.start(() => object({}), { burst: 1, requestsPerSecond: 1 });
    await lever.client().one(opportunity, one);
    const controller = new AbortController();
    const sending = leverErrorOf(lever.client({ signal: controller.signal }).send(createNote, one, {}, note));
    await lever.clock.untilDueWithin(1_000);
    controller.abort();
    expect(await sending).toMatchObject({ code: "UNAVAILABLE", details: { acted: "no" } });
    await lever.clock.advance(5_000);
    expect(lever.server.requests).toHaveLength(1);
    expect(lever.clock.sleeping).toBe(0);
  });

  test("between two attempts takes it back too", async () => {
    await using lever = await Harness.start(() => refusal(429));
    const controller = new AbortController();
    const sending = leverErrorOf(lever.client({ signal: controller.signal }).send(createNote, one, {}, note));
    await lever.clock.untilDueWithin(2_000);
    controller.abort();
    expect(await sending).toMatchObject({ details: { acted: "no" } });
    await lever.clock.advance(60_000);
    expect(lever.server.requests).toHaveLength(1);
  });
});

describe("a connection that is switched off", () => {
  test("refuses a write that waits, which was not sent", async () => {
    await using lever = await Harness.start(() => object({}), { burst: 1, requestsPerSecond: 1 });
    await lever.client().one(opportunity, one);
    const sending = leverErrorOf(lever.client().send(createNote, one, {}, note));
    await lever.clock.untilDueWithin(1_000);
    lever.pool.disable("c1");
    expect(await sending).toMatchObject({ code: "DISABLED", details: { acted: "no" } });
    await lever.clock.advance(5_000);
    expect(lever.server.requests).toHaveLength(1);
  });

  test("sees a write through that is out, so that its fate is known", async () => {
    const held = new HeldReply(object({ id: "n1" }));
    await using lever = await Harness.start(() => held.send);
    const sending = lever.client().send(createNote, one, {}, note);
    await lever.server.until(() => lever.server.open === 1);
    lever.pool.disable("c1");
    await settle();
    held.release();
    expect(await sending).toEqual({ id: "n1" });
  });
});

describe("a write's deadline", () => {
  test("in the queue says that nothing was sent, and when to come back", async () => {
    await using lever = await Harness.start(() => hang, { burst: 1, requestsPerSecond: 1 });
    const stuck = leverErrorOf(lever.client().one(opportunity, one));
    await lever.server.until(() => lever.server.open === 1);
    const sending = leverErrorOf(lever.client({ deadlineAtMs: 3_000 }).send(createNote, one, {}, note));
    await lever.clock.untilDueWithin(3_000);
    await lever.clock.advance(3_000);
    const error = await sending;
    expect(error).toMatchObject({ code: "RATE_LIMITED", details: { acted: "no" } });
    expect(error.details.retryAfterMs).toBeGreaterThan(0);
    await lever.clock.advance(10_000);
    await stuck;
    expect(lever.server.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  test("after sending says that its fate is unknown, and gives up the socket", async () => {
    await using lever = await Harness.start(() => hang);
    const sending = leverErrorOf(lever.client({ deadlineAtMs: 2_000 }).send(createNote, one, {}, note));
    await lever.server.until(() => lever.server.open === 1);
    await lever.clock.advance(2_000);
    expect(await sending).toMatchObject({ code: "UNAVAILABLE", details: { acted: "maybe", timedOut: true } });
    await lever.server.until(() => lever.server.sockets.size === 0);
    expect(lever.clock.sleeping).toBe(0);
  });
});

test("equal writes at the same time are as many writes", async () => {
  await using lever = await Harness.start(() => object({ id: "n1" }));
  await Promise.all(Array.from({ length: 5 }, () => lever.client().send(createNote, one, {}, note)));
  expect(lever.server.requests).toHaveLength(5);
});
