import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY } from "../../../sandbox/keys.js";
import { ask, change, removeConnection, untilStatus } from "../../support/connections.js";
import type { TestSubgraph } from "../../support/subgraph.js";
import { keyWithout, namesOf, reportOf, startChecking, untilCheck } from "./support.js";

let subgraph: TestSubgraph;

beforeEach(async () => {
  subgraph = await startChecking();
});
afterEach(() => subgraph[Symbol.asyncDispose]());

/** In the middle of a check there is one question that Lever never answers. */
async function heldAt(path: string, apiKey = FINDEM_KEY): Promise<{ id: string; letGo: () => void }> {
  const letGo = subgraph.sandbox.inject({ path, do: { kind: "hang" } });
  const id = await subgraph.connect(apiKey);
  await vi.waitFor(() => expect(subgraph.sandbox.calls(path)).toHaveLength(1), { timeout: 10_000 });
  return { id, letGo };
}

const ARCHIVE_REASONS = "archiveReasons { name }";
const PROBE = "/archive_reasons/:archive_reason";

/** No request comes that the operation between doesn't send. */
async function expectSilence(): Promise<void> {
  const id = await subgraph.connect(EVERYTHING_KEY, {}, "Later");
  await untilCheck(subgraph, id);
  const later = subgraph.sandbox.requests.filter(({ apiKey }) => apiKey !== EVERYTHING_KEY);
  expect(later).toEqual([]);
}

describe("while a check runs", () => {
  test("what somebody asks for is answered, and the report says how far the check is", async () => {
    const { id } = await heldAt(PROBE);
    const answer = await ask(subgraph, id, `${ARCHIVE_REASONS} tags { nodes { name } }`);
    expect(answer.errors).toEqual([]);
    expect(answer.data.atsConnection.archiveReasons).toHaveLength(12);
    const { state, checked, total } = await reportOf(subgraph, id);
    expect(state).toBe("RUNNING");
    expect(checked).toBeGreaterThan(total - 60);
    expect(checked).toBeLessThan(total);
  });

  test("the budget is shared: the check waits for its turn, and somebody who asks does not wait for the check", async () => {
    await using slow = await startChecking({
      sandbox: { requestsPerSecond: 20, burst: 20 },
      environment: { LEVER_REQUESTS_PER_SECOND: "20", LEVER_BURST: "20" },
    });
    const id = await slow.connect(FINDEM_KEY);
    const answer = await ask(slow, id, ARCHIVE_REASONS);
    expect(answer.errors).toEqual([]);
    expect((await reportOf(slow, id)).state).toBe("RUNNING");
    const report = await untilCheck(slow, id);
    expect(report.complete).toBe(true);
    expect(slow.sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
  });

  test("a second one joins it: the requests are those of one", async () => {
    const id = await subgraph.connect(FINDEM_KEY);
    await untilCheck(subgraph, id);
    subgraph.sandbox.clearRequests();
    const verify = () => change(subgraph, "verifyAtsConnection", { connectionId: id });
    const verified = await Promise.all([verify(), verify(), verify()]);
    expect(verified.flatMap(({ codes }) => codes)).toEqual([]);
    await untilCheck(subgraph, id);
    const lists = subgraph.sandbox.calls().filter((call) => /^GET \/(opportunities|stages|users)$/.test(call));
    expect(subgraph.sandbox.requests.length - lists.length).toBeLessThanOrEqual(56);
  });
});

describe("a process that stops in the middle of a check", () => {
  test("leaves the rest to the next one, which asks for nothing twice but what was under way", async () => {
    const { id, letGo } = await heldAt(PROBE);
    const before = await reportOf(subgraph, id);
    letGo();
    await subgraph.restart();
    const report = await untilCheck(subgraph, id);
    expect(report).toMatchObject({ complete: true, checked: report.total });
    expect(before.checked).toBeLessThan(report.total);
    expect(subgraph.sandbox.calls(PROBE)).toHaveLength(2);
    const others = subgraph.sandbox.calls().filter((call) => !call.endsWith(PROBE));
    expect(others.filter((call, index) => others.indexOf(call) !== index)).toEqual([]);
  });

  test("and starts again without checks leaves it as it is", async () => {
    const { id, letGo } = await heldAt(PROBE);
    letGo();
    await subgraph.restart({ PERMISSION_CHECK: "false" });
    subgraph.sandbox.clearRequests();
    expect((await reportOf(subgraph, id)).state).toBe("RUNNING");
    expect(subgraph.sandbox.requests).toEqual([]);
  });
});

describe("a check ends as FAILED", () => {
  test("at a 401, and the key is known not to work", async () => {
    subgraph.sandbox.inject({ path: PROBE, do: { kind: "status", status: 401 } });
    const id = await subgraph.connect(FINDEM_KEY);
    const report = await untilCheck(subgraph, id, "FAILED");
    await untilStatus(subgraph, id, "INVALID_CREDENTIALS");
    expect(namesOf(report, "GRANTED")).toContain("find an opportunity resume");
    expect(report.checked).toBeLessThan(report.total);
    expect(report.checkedAt).not.toBeNull();
    expect(subgraph.sandbox.requests.at(-1)?.status).toBe(401);
  });

  test("where Lever is down; what is known is kept, and the next check goes through", async () => {
    const heal = subgraph.sandbox.inject({
      path: /^\/(tags|sources|requisitions)$/,
      do: { kind: "status", status: 503 },
    });
    subgraph.sandbox.inject({ path: /^\/requisition_fields$/, do: { kind: "status", status: 503 } });
    const id = await subgraph.connect(keyWithout(subgraph, "lever-without-note", "find an opportunity note"));
    const report = await untilCheck(subgraph, id, "FAILED");
    expect(report.status).toBe("MISSING_PERMISSIONS");
    expect(namesOf(report, "MISSING")).toEqual(["find an opportunity note"]);
    heal();
    expect((await change(subgraph, "verifyAtsConnection", { connectionId: id })).codes).toEqual([]);
    const healed = await untilCheck(subgraph, id);
    expect(namesOf(healed, "GRANTED")).toContain("find all tags");
  });

  test("not where one endpoint alone fails: that one stays open", async () => {
    subgraph.sandbox.inject({ path: "/tags", do: { kind: "status", status: 500 } });
    const report = await untilCheck(subgraph, await subgraph.connect(FINDEM_KEY));
    expect(
      report.permissions.filter(({ access, status }) => access === "READ" && status === "UNVERIFIED"),
    ).toMatchObject([
      { name: "find all tags" },
      { required: false },
      { required: false },
      { required: false },
      { required: false },
      { required: false },
      { required: false },
    ]);
  });

  test("and never takes a page of HTML for an answer of Lever's", async () => {
    const id = await subgraph.connect(FINDEM_KEY);
    await untilCheck(subgraph, id);
    subgraph.sandbox.inject({ path: /^\/opportunities\/./, do: { kind: "html" } });
    await change(subgraph, "verifyAtsConnection", { connectionId: id });
    await untilCheck(subgraph, id, "FAILED");
  });
});

describe("a check ends at once", () => {
  test("where its connection is switched off, and nothing more is sent", async () => {
    const { id, letGo } = await heldAt(PROBE);
    letGo();
    await change(subgraph, "disableAtsConnection", { connectionId: id });
    await untilCheck(subgraph, id, "FAILED");
    subgraph.sandbox.clearRequests();
    await expectSilence();
  });

  test("where its connection is removed", async () => {
    const { id, letGo } = await heldAt(PROBE);
    letGo();
    expect(await removeConnection(subgraph, id)).toEqual({ removedId: id, codes: [] });
    subgraph.sandbox.clearRequests();
    await expectSilence();
    expect((await ask(subgraph, id, "id")).data.atsConnection).toBeNull();
    expect(subgraph.log.join("")).not.toContain("UnknownConnection");
  });

  test("where another key takes the place of its own, and that one is checked", async () => {
    const apiKey = keyWithout(subgraph, "lever-old", "find an opportunity resume", "find a contact");
    const delayed = subgraph.sandbox.inject({ path: PROBE, do: { kind: "delay", ms: 500 } });
    const id = await subgraph.connect(apiKey);
    await vi.waitFor(() => expect(subgraph.sandbox.calls(PROBE)).toHaveLength(1), { timeout: 10_000 });
    expect((await change(subgraph, "rotateAtsApiKey", { connectionId: id, apiKey: FINDEM_KEY })).codes).toEqual([]);
    delayed();
    const report = await untilCheck(subgraph, id);
    expect(namesOf(report, "MISSING")).toEqual([]);
    const last = subgraph.sandbox.requests.findLastIndex((request) => request.apiKey === apiKey);
    const first = subgraph.sandbox.requests.findIndex(
      ({ apiKey: key, template }) => key === FINDEM_KEY && template.startsWith("/candidates"),
    );
    expect(last).toBeLessThan(first);
    expect(
      subgraph.sandbox.requests.filter(
        (request) => request.apiKey === apiKey && request.template === "/contacts/:contact",
      ),
    ).toEqual([]);
  });
});
