import { readdir, readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STAGES_ONLY_KEY } from "../../sandbox/keys.js";
import { type Answer, ask, Federation, GATEWAY_NAMES } from "./federation.js";
import { operationCases, shortlistOf } from "./operation-cases.js";

const OPERATIONS = new URL("../operations/", import.meta.url);

let federation: Federation;

beforeAll(async () => {
  federation = await Federation.start();
  federation.shortlist = shortlistOf(federation);
});

afterAll(() => federation[Symbol.asyncDispose]());

function readOperation(name: string): Promise<string> {
  return readFile(new URL(`${name}.graphql`, OPERATIONS), "utf8");
}

describe("through two different gateways", () => {
  test("every operation of test/operations gives the same data, and no error", async () => {
    for (const { file, variables, data } of operationCases(federation)) {
      const operation = { query: await readOperation(file), variables };
      const apollo = await federation.ask("Apollo", operation);
      const hive = await federation.ask("Hive", operation);
      expect(apollo.errors, file).toBeUndefined();
      expect(apollo.data, file).toMatchObject(data);
      expect(hive, file).toEqual({ data: apollo.data });
    }
  });

  test("no operation of test/operations is left out", async () => {
    const cases = new Set(operationCases(federation).map(({ file }) => `${file}.graphql`));
    const files = (await readdir(OPERATIONS)).filter((name) => name.endsWith(".graphql"));
    expect(
      files.filter((name) => !cases.has(name)),
      "give it a case in operation-cases.ts",
    ).toEqual([]);
  });

  test("a reference to what Lever does not have is null, and those beside it stand", async () => {
    const shortlist = shortlistOf(federation);
    const [reference] = shortlist.opportunities;
    federation.shortlist = { ...shortlist, opportunities: [{ ...reference!, externalId: "no-such" }, reference!] };
    const query = "{ shortlist { opportunities { name } } }";
    for (const gateway of GATEWAY_NAMES) {
      const { data } = await federation.ask(gateway, { query });
      // Whoever holds the reference may still show what it knows of it itself.
      expect(data?.["shortlist"].opportunities[0]?.name ?? null, gateway).toBeNull();
      expect(data?.["shortlist"].opportunities[1], gateway).toEqual({ name: "Priya Raman" });
    }
    federation.shortlist = shortlist;
  });

  test("a cursor from one gateway is good for the other, and pages show no row twice", async () => {
    const query = await readOperation("opportunity-page");
    const variables = { connectionId: federation.connectionId, first: 4, filter: { archived: false } };
    const first = opportunitiesOf(await federation.ask("Apollo", { query, variables }));
    const after = first.pageInfo.endCursor;
    const second = opportunitiesOf(await federation.ask("Hive", { query, variables: { ...variables, after } }));
    const ids = [...first.edges, ...second.edges].map(({ node }) => node.id);
    expect(new Set(ids).size).toBe(8);
    expect(second.pageInfo.hasPreviousPage).toBe(true);
  });
});

describe.each(GATEWAY_NAMES)("errors through %s's gateway", (gateway) => {
  test("an argument that is no id keeps its code and says which", async () => {
    const query = `{ atsCandidate(id: "no dot") { id } }`;
    expect(errorOf(await federation.ask(gateway, { query }))).toMatchObject({
      path: ["atsCandidate"],
      extensions: { code: "BAD_USER_INPUT", argument: "id", retryable: false },
    });
  });

  test("a role that is missing keeps its code", async () => {
    const query = `mutation { connectLever(input: { name: "x", apiKey: "y" }) { connection { id } } }`;
    const error = errorOf(await federation.ask(gateway, { query }, { "x-user-roles": "viewer" }));
    expect(error).toMatchObject({ extensions: { code: "FORBIDDEN", requiredRole: "admin" } });
  });

  test("a permission that the key lacks is named, and what could be read is there", async () => {
    const headers = { "x-account-id": `stages-only-${gateway}` };
    const connectionId = await federation.connect(STAGES_ONLY_KEY, headers);
    const query = `query ($id: ID!) { atsConnection(id: $id) { stages { name } postings { nodes { id } } } }`;
    const answer = await federation.ask(gateway, { query, variables: { id: connectionId } }, headers);
    expect(errorOf(answer)).toMatchObject({
      path: ["atsConnection", "postings"],
      extensions: { code: "ATS_PERMISSION_MISSING", permission: expect.any(String), connectionId },
    });
    expect(answer.data?.["atsConnection"]).toMatchObject({ postings: null, stages: expect.any(Array) });
    expect(answer.data?.["atsConnection"].stages.length).toBeGreaterThan(0);
  });

  test("a person whom Lever refuses to show is null in the list of profiles, and the profiles stand", async () => {
    const headers = { "x-account-id": `no-opportunities-${gateway}` };
    await federation.connect(STAGES_ONLY_KEY, headers);
    const query = `{ profiles { name atsCandidates { matchedBy } } }`;
    const answer = await federation.ask(gateway, { query }, headers);
    expect(answer.data?.["profiles"]).toContainEqual({ name: "Priya Raman", atsCandidates: [null] });
    const codes = answer.errors?.map(({ extensions }) => extensions?.["code"]);
    expect(new Set(codes)).toEqual(new Set(["ATS_PERMISSION_MISSING"]));
  });

  test("another account sees nothing of the first one's", async () => {
    const headers = { "x-account-id": `stranger-${gateway}` };
    const query = `query ($id: ID!) { atsConnections { id } atsConnection(id: $id) { id } shortlist { candidate { name } } }`;
    const answer = await federation.ask(gateway, { query, variables: { id: federation.connectionId } }, headers);
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({ atsConnections: [], atsConnection: null });
    expect(answer.data?.["shortlist"].candidate?.name ?? null).toBeNull();
  });
});

describe("past the gateway", () => {
  test("the subgraph answers nobody who lacks the gateway's secret", async () => {
    const url = `${federation.lever.url}/graphql`;
    const query = "{ atsConnections { id } }";
    const headers = { "x-account-id": "demo", "x-user-roles": "admin" };
    expect(errorOf(await ask(url, { query }, headers))).toMatchObject({ extensions: { code: "UNAUTHENTICATED" } });
    expect(errorOf(await ask(url, { query }, { ...headers, "router-authorization": "guessed" }))).toMatchObject({
      extensions: { code: "UNAUTHENTICATED" },
    });
  });
});

function errorOf(answer: Answer) {
  expect(answer.errors, JSON.stringify(answer)).toHaveLength(1);
  return answer.errors![0]!;
}

interface OpportunityPage {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly endCursor: string; readonly hasPreviousPage: boolean };
}

function opportunitiesOf(answer: Answer): OpportunityPage {
  return answer.data?.["atsConnection"].opportunities as OpportunityPage;
}
