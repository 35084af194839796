import { expect, test } from "vitest";
import { defineEndpoint } from "../../../src/lever/endpoint.js";
import { settle } from "../../support/manual-clock.js";
import { inTurn, object, refusal } from "../../support/scripted-server.js";
import { Costs, createNote, Harness, leverErrorOf, type Row } from "../support.js";

const apply = defineEndpoint<Row>({
  method: "POST",
  path: "/postings/:posting/apply",
  permission: "apply to a posting",
  documentation: "Postings > Apply to a posting",
  requestsPerSecond: 2,
});

const posting = { posting: "p1" };
const answered = () => object({ applicationId: "a" });

test("requests to a limited endpoint go out one by one, at most so many a second", async () => {
  await using harness = await Harness.start(answered);
  const client = harness.client();
  const [first, second, third] = [1, 2, 3].map(() => client.send(apply, posting, {}));
  await first;
  await harness.clock.advance(499);
  expect(harness.server.requests).toHaveLength(1);
  await harness.clock.advance(1);
  await second;
  expect(harness.server.requests).toHaveLength(2);
  await harness.clock.advance(500);
  await third;
  expect(harness.server.requests).toHaveLength(3);
});

test("other endpoints and other keys don't wait for it", async () => {
  await using harness = await Harness.start(answered);
  await harness.client().send(apply, posting, {});
  await harness.client().send(createNote, { opportunity: "o1" }, {});
  await harness.client({}, { connectionId: "c2", fingerprint: "f2" }).send(apply, posting, {});
  expect(harness.server.requests).toHaveLength(3);
});

test("connections with the same key share it, and what was waited is counted", async () => {
  await using harness = await Harness.start(answered);
  await harness.client().send(apply, posting, {});
  const report = new Costs();
  const second = harness.client({ report }, { connectionId: "c2" }).send(apply, posting, {});
  await settle();
  expect(harness.server.requests).toHaveLength(1);
  await harness.clock.advance(500);
  await second;
  expect(report.waitedMs).toEqual([500]);
});

test("what can't have its turn before the deadline is refused at once, and nothing is sent", async () => {
  await using harness = await Harness.start(answered);
  await harness.client().send(apply, posting, {});
  const deadlineAtMs = harness.clock.monotonicMs() + 400;
  const error = await leverErrorOf(harness.client({ deadlineAtMs }).send(apply, posting, {}));
  expect(error).toMatchObject({ code: "RATE_LIMITED", details: { acted: "no", retryAfterMs: 500 } });
  expect(harness.server.requests).toHaveLength(1);
});

test("a 429 is waited out and the application is sent again: it is never lost", async () => {
  await using harness = await Harness.start(inTurn(refusal(429), answered()));
  const sent = harness.client().send(apply, posting, {});
  await harness.server.until(() => harness.server.requests.length === 1);
  await settle();
  await harness.clock.advance(3_000);
  expect(await sent).toEqual({ applicationId: "a" });
  expect(harness.server.requests).toHaveLength(2);
});
