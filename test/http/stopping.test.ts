import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { ask } from "../support/connections.js";
import { startSubgraph } from "../support/subgraph.js";
import { until } from "../support/until.js";

const HEAD = "POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n";

/** A connection to the service that sends so much and no more; and what it was told before it was closed. */
async function opened(
  url: string,
  text: string,
): Promise<{ readonly socket: Socket; readonly closed: Promise<string> }> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  await once(socket, "connect");
  let told = "";
  socket.on("data", (chunk: Buffer) => (told += chunk.toString()));
  const closed = once(socket, "close").then(() => told);
  if (text !== "") socket.write(text);
  return { socket, closed };
}

test.each<readonly [string, string]>([
  ["that has sent nothing", ""],
  ["that has sent a part of a request's head", HEAD],
  ["that was answered and has begun another request", `GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n${HEAD}`],
])("a connection %s does not keep the service from stopping", async (_, text) => {
  const subgraph = await startSubgraph({ sandbox: { opportunities: 1 } });
  const { socket, closed } = await opened(subgraph.url, text);
  if (text.startsWith("GET")) await once(socket, "data");
  await subgraph[Symbol.asyncDispose]();
  expect(await closed).toMatch(text.startsWith("GET") ? /^HTTP\/1.1 200 OK/ : /^$/);
});

test("a request under way on a connection that is kept is answered in full, and the connection closed", async () => {
  const subgraph = await startSubgraph({ sandbox: { opportunities: 12 } });
  const id = await subgraph.connect();
  subgraph.sandbox.inject({ path: "/archive_reasons", times: 1, do: { kind: "delay", ms: 200 } });
  const asking = ask(subgraph, id, "archiveReasons { name }");
  await until(
    () => Promise.resolve(subgraph.sandbox.calls("/archive_reasons").length),
    (calls) => calls > 0,
  );
  const [{ data }] = await Promise.all([asking, subgraph[Symbol.asyncDispose]()]);
  expect(data.atsConnection.archiveReasons).toHaveLength(12);
});
