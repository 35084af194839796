import { once } from "node:events";
import http from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { beginUpload, pdfOf, putBytes } from "../support/uploads.js";

let subgraph: TestSubgraph;
let connectionId: string;

beforeAll(async () => {
  subgraph = await startSubgraph({ environment: { BODY_TIMEOUT_MS: "300" }, sandbox: { opportunities: 12 } });
  connectionId = await subgraph.connect();
});
afterAll(() => subgraph[Symbol.asyncDispose]());

test("an operation that does not arrive in time is answered 408 and hung up on", async () => {
  const headers = { "content-type": "application/json", "content-length": "1000" };
  const request = http.request(`${subgraph.url}/graphql`, { method: "POST", headers, agent: false });
  request.on("error", () => undefined);
  request.write('{"query":');
  const [response] = (await once(request, "response")) as [http.IncomingMessage];
  response.resume();
  expect([response.statusCode, response.headers["connection"]]).toEqual([408, "close"]);
  request.destroy();
});

test("an operation that never ends is refused as soon as it is too large, and read no further", async () => {
  const headers = { "content-type": "application/json" };
  const request = http.request(`${subgraph.url}/graphql`, { method: "POST", headers, agent: false });
  request.on("error", () => undefined);
  let sent = 0;
  const more = (): void => {
    while (!request.destroyed && request.write("x".repeat(65_536))) sent += 65_536;
  };
  request.on("drain", more);
  more();
  const [response] = (await once(request, "response")) as [http.IncomingMessage];
  response.resume();
  expect(response.statusCode).toBe(413);
  request.destroy();
  // What is on its way in sockets is beyond anybody's limit.
  expect(sent).toBeLessThan(20_000_000);
});

test("a client who sends no more of a file is hung up on, and may send it again", async () => {
  const bytes = pdfOf(700_000);
  const { uploadUrl } = await beginUpload(subgraph, connectionId, { size: bytes.length });
  const request = http.request(uploadUrl, { method: "PUT", agent: false });
  request.write(bytes.subarray(0, 100_000));
  await expect(once(request, "response")).rejects.toMatchObject({ code: "ECONNRESET" });
  expect((await putBytes(uploadUrl, bytes)).status).toBe(204);
});
