import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  EVERYTHING_KEY,
  FINDEM_KEY,
  NOTHING_KEY,
  PLAIN_KEY,
  READ_ONLY_KEY,
  STAGES_ONLY_KEY,
} from "../../../sandbox/keys.js";
import { FINDEM_NAMES, FINDEM_READ_NAMES } from "../../../sandbox/permissions.js";
import { PROBED_WRITES } from "../../../src/doctor/permission-probes.js";
import { ask, change } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { keyWithout, namesOf, REPORT, reportOf, startChecking, untilCheck } from "./support.js";

let subgraph: TestSubgraph;

beforeEach(async () => {
  subgraph = await startChecking();
});
afterEach(() => subgraph[Symbol.asyncDispose]());

/** What tests change is the sandbox's; its clock isn't. */
function snapshot({ sandbox: { data } }: TestSubgraph): unknown {
  return structuredClone(Object.fromEntries(Object.entries(data).filter(([name]) => name !== "keys")));
}

const verify = async (id: string) => {
  expect((await change(subgraph, "verifyAtsConnection", { connectionId: id })).codes).toEqual([]);
  return untilCheck(subgraph, id);
};

describe("a full check", () => {
  test("finds all reads of Findem's key, and leaves open what only a write could tell", async () => {
    const report = await untilCheck(subgraph, await subgraph.connect(FINDEM_KEY));
    expect(report.permissions.slice(0, 79).map(({ name }) => name)).toEqual(FINDEM_NAMES);
    expect(report).toMatchObject({ status: "ACTIVE", complete: true, checked: report.total });
    expect(report.total).toBe(report.permissions.length);
    expect(report.checkedAt).not.toBeNull();
    const reads = report.permissions.filter(({ required, access }) => required && access === "READ");
    expect(reads.map(({ name }) => name)).toEqual(FINDEM_READ_NAMES);
    expect(reads.filter(({ status, checkedAt }) => status !== "GRANTED" || checkedAt === null)).toEqual([]);
    const writes = report.permissions.filter(({ required, access }) => required && access === "WRITE");
    expect(writes).toHaveLength(24);
    expect(writes.filter(({ status, checkedAt }) => status !== "UNVERIFIED" || checkedAt !== null)).toEqual([]);
  });

  test.each([FINDEM_KEY, PLAIN_KEY, READ_ONLY_KEY, STAGES_ONLY_KEY, EVERYTHING_KEY, NOTHING_KEY])(
    "costs %s no more than 60 requests, with the look at the key",
    async (apiKey) => {
      const id = await subgraph.connect(apiKey);
      await untilCheck(subgraph, id);
      expect(subgraph.sandbox.requests.length).toBeLessThanOrEqual(60);
      subgraph.sandbox.clearRequests();
      await verify(id);
      expect(subgraph.sandbox.requests.length).toBeLessThanOrEqual(60);
    },
  );

  test("changes nothing in Lever, whatever is probed", async () => {
    const before = snapshot(subgraph);
    const id = await subgraph.connect(EVERYTHING_KEY);
    await untilCheck(subgraph, id);
    for (let round = 0; round < 6; round++) await verify(id);
    expect(snapshot(subgraph)).toEqual(before);
    const writes = subgraph.sandbox.requests.filter(({ method }) => method !== "GET");
    expect(new Set(writes.map(({ method, template }) => `${method} ${template}`)).size).toBe(PROBED_WRITES.length);
    expect([...new Set(writes.map(({ status }) => status))]).toEqual([404]);
  });

  test("keeps nothing that it reads", async () => {
    const id = await subgraph.connect(FINDEM_KEY);
    await untilCheck(subgraph, id);
    subgraph.sandbox.clearRequests();
    await ask(subgraph, id, "archiveReasons { name } tags { nodes { name } }");
    expect([...subgraph.sandbox.calls()].sort()).toEqual(["GET /archive_reasons", "GET /tags"]);
  });

  test("names what is missing: all of it, for a key with nothing ticked", async () => {
    const report = await untilCheck(subgraph, await subgraph.connect(NOTHING_KEY));
    expect(report).toMatchObject({ status: "MISSING_PERMISSIONS", complete: false });
    expect(FINDEM_READ_NAMES.filter((name) => !namesOf(report, "MISSING").includes(name))).toEqual([]);
    expect(namesOf(report, "GRANTED")).toEqual([]);
  });
});

describe("exactly what a key lacks is MISSING", () => {
  const KEYS = 11;
  const batches = Array.from({ length: KEYS }, (_, batch) =>
    FINDEM_READ_NAMES.filter((__, index) => index % KEYS === batch),
  );

  test.each(batches)("of reads: '%s', '%s', '%s', '%s', '%s'", async (...missing) => {
    const id = await subgraph.connect(keyWithout(subgraph, "lever-without-five", ...missing));
    const report = await untilCheck(subgraph, id);
    expect(namesOf(report, "MISSING")).toEqual(FINDEM_NAMES.filter((name) => missing.includes(name)));
    expect(report).toMatchObject({ status: "MISSING_PERMISSIONS", complete: false });
  });

  test("of writes, once their turn has come", async () => {
    const missing = ["remove opportunity tags", "remove opportunity sources"];
    const id = await subgraph.connect(keyWithout(subgraph, "lever-without-two", ...missing));
    let report = await untilCheck(subgraph, id);
    for (let round = 0; round < 2; round++) report = await verify(id);
    expect(namesOf(report, "MISSING").filter((name) => FINDEM_NAMES.some((its) => its === name))).toEqual(missing);
    expect(report).toMatchObject({ status: "MISSING_PERMISSIONS", complete: false });
  });

  test("the writes that matter most are told by the first check", async () => {
    const report = await untilCheck(subgraph, await subgraph.connect(READ_ONLY_KEY));
    expect(namesOf(report, "MISSING")).toEqual(FINDEM_NAMES.filter((name) => PROBED_WRITES.slice(0, 4).includes(name)));
  });

  test("what isn't on Findem's list may be missing, and the report is complete all the same", async () => {
    const id = await subgraph.connect(FINDEM_KEY);
    await untilCheck(subgraph, id);
    await ask(subgraph, id, "profileFormTemplates { name }");
    const before = await reportOf(subgraph, id);
    const line = before.permissions.find(({ name }) => name === "find all form templates");
    expect(line).toMatchObject({
      required: false,
      status: "MISSING",
      neededBy: ["AtsConnection.profileFormTemplates"],
    });
    expect(before).toMatchObject({ status: "ACTIVE", complete: true });
  });
});

describe("what is ticked later", () => {
  test("is GRANTED after the next check", async () => {
    const missing = ["find a contact", "find a candidate note", "update an opportunity's stage"];
    const apiKey = keyWithout(subgraph, "lever-without-some", ...missing);
    const id = await subgraph.connect(apiKey);
    expect([...namesOf(await untilCheck(subgraph, id), "MISSING")].sort()).toEqual([...missing].sort());
    keyWithout(subgraph, apiKey);
    const report = await verify(id);
    expect(report).toMatchObject({ status: "ACTIVE", complete: true });
    expect(namesOf(report, "GRANTED")).toEqual(expect.arrayContaining(missing));
  });

  test("is GRANTED at its next use, and MISSING again once it is unticked and used", async () => {
    const apiKey = keyWithout(subgraph, "lever-without-reasons", "find all archive reasons");
    const id = await subgraph.connect(apiKey);
    const statusOf = async (): Promise<string | undefined> =>
      (await reportOf(subgraph, id)).permissions.find(({ name }) => name === "find all archive reasons")?.status;
    const use = () => ask(subgraph, id, "archiveReasons { name }", { headers: { "cache-control": "no-cache" } });
    await untilCheck(subgraph, id);
    expect(await statusOf()).toBe("MISSING");
    keyWithout(subgraph, apiKey);
    expect((await use()).errors).toEqual([]);
    await expect.poll(statusOf).toBe("GRANTED");
    keyWithout(subgraph, apiKey, "find all archive reasons");
    expect((await use()).errors).toHaveLength(1);
    await expect.poll(statusOf).toBe("MISSING");
  });

  test("is found missing by the next check where it was unticked", async () => {
    const apiKey = keyWithout(subgraph, "lever-for-a-while");
    const id = await subgraph.connect(apiKey);
    await untilCheck(subgraph, id);
    keyWithout(subgraph, apiKey, "find all candidates", "find all sources");
    expect([...namesOf(await verify(id), "MISSING")].sort()).toEqual(["find all candidates", "find all sources"]);
  });

  test("by a key in the place of another is told of that key alone", async () => {
    const id = await subgraph.connect(STAGES_ONLY_KEY);
    await untilCheck(subgraph, id);
    const { connection, codes } = await change(subgraph, "rotateAtsApiKey", { connectionId: id, apiKey: FINDEM_KEY });
    expect(codes).toEqual([]);
    expect(connection?.status).toBe("ACTIVE");
    const report = await untilCheck(subgraph, id);
    expect(namesOf(report, "MISSING")).toEqual([]);
    expect(report.complete).toBe(true);
  });
});

describe("the report", () => {
  test("is a viewer's, and costs no request", async () => {
    const id = await subgraph.connect(FINDEM_KEY);
    await untilCheck(subgraph, id);
    subgraph.sandbox.clearRequests();
    expect((await reportOf(subgraph, id, { roles: "viewer" })).state).toBe("DONE");
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("is on its way when the mutation answers", async () => {
    subgraph.sandbox.inject({ path: "/tags", do: { kind: "delay", ms: 300 } });
    const { data } = await subgraph.query(
      `mutation ($input: ConnectLeverInput!) { connectLever(input: $input) { connection { ${REPORT} } } }`,
      { input: { name: "Nimbus", apiKey: FINDEM_KEY } },
    );
    const { state, checked, total } = data.connectLever.connection.permissionReport;
    expect(state).toBe("RUNNING");
    expect(checked).toBeLessThan(total);
  });

  test("says that no check was begun, where none is wanted, and what real use found out", async () => {
    await using quiet = await startSubgraph();
    const id = await quiet.connect(STAGES_ONLY_KEY);
    const report = await reportOf(quiet, id);
    expect(report).toMatchObject({ state: "NEVER_RUN", checked: 0, checkedAt: null, complete: false });
    expect(namesOf(report, "GRANTED")).toEqual(["find all stages"]);
    expect(namesOf(report, "MISSING")).toEqual(["find all users", "find all opportunities"]);
  });
});
