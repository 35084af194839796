import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SeededRandom } from "../lever/seeded-random.js";
import { ask } from "../support/connections.js";
import { randomRuns } from "../support/random-runs.js";
import { sendRaw } from "../support/raw-request.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { beginUpload, RECRUITER } from "../support/uploads.js";
import { deliveryOf, setSigningToken } from "../support/webhooks.js";
import { expectHealthy, expectStillThere } from "./health.js";
import { mutatedJson, mutatedText, oddText } from "./random-values.js";

const SIGNING_TOKEN = "signing-token-of-this-test";

let subgraph: TestSubgraph;
let id: string;
let cursor: string;
let fileToken: string;
let uploadToken: string;

beforeAll(async () => {
  subgraph = await startSubgraph({ sandbox: { opportunities: 12 } });
  id = await subgraph.connect();
  await setSigningToken(subgraph, id, SIGNING_TOKEN);
  const { data } = await ask(subgraph, id, "opportunities(first: 1) { edges { cursor } }");
  cursor = data.atsConnection.opportunities.edges[0].cursor as string;
  const [file] = subgraph.sandbox.data.files.values();
  const linked = await subgraph.query(
    `mutation ($input: CreateAtsFileLinkInput!) { createAtsFileLink(input: $input) { url } }`,
    { input: { fileId: `${id}.${file?.opportunityId ?? ""}.${file?.id ?? ""}` } },
  );
  fileToken = tokenIn(linked.data.createAtsFileLink.url as string);
  uploadToken = tokenIn((await beginUpload(subgraph, id)).uploadUrl);
});
beforeEach(() => subgraph.sandbox.clearRequests());
afterAll(() => subgraph[Symbol.asyncDispose]());

function tokenIn(url: string): string {
  return new URL(url).pathname.split("/").at(-1) ?? "";
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

async function forEachSeed(usual: number, check: (random: SeededRandom) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(seeds, (seed) => check(new SeededRandom(seed)));
  await fc.assert(property, { ...randomRuns(usual), endOnFailure: true });
  await expectStillThere(subgraph);
}

/** Something else than it was, near it or far from it. */
function another(text: string, random: SeededRandom): string {
  const mutated = random.chance(0.5) ? mutatedText(text, random) : swapped(text, random);
  return mutated === text ? `${text}x` : mutated;
}

/** One character is another. */
function swapped(text: string, random: SeededRandom): string {
  const at = random.below(text.length);
  return `${text.slice(0, at)}${random.pick(["A", "z", "-", "_", ".", "=", "0"])}${text.slice(at + 1)}`;
}

describe("webhooks", () => {
  const post = (body: string) =>
    sendRaw(`${subgraph.url}/webhooks/lever/${id}`, { headers: { "content-type": "application/json" }, body });

  test("take what is signed, whatever its data, and refuse whatever else comes", async () => {
    await forEachSeed(250, async (random) => {
      const signed = deliveryOf(SIGNING_TOKEN, { data: { opportunityId: "x", contactId: "y", candidateId: "z" } });
      const mutated = mutatedJson(signed, random);
      const body = random.chance(0.7) ? JSON.stringify(mutated) : mutatedText(JSON.stringify(signed), random);
      const { status, text } = await post(body);
      expect([200, 400, 401], `${body} ${text}`).toContain(status);
      if (status !== 200) return;
      // Only what Lever signs can't be changed: the token, the time, and the signature of both.
      const { token, triggeredAt, signature } = JSON.parse(body) as typeof signed;
      expect({ token, triggeredAt, signature }).toEqual({
        ...{ token: signed.token, triggeredAt: signed.triggeredAt },
        signature: signed.signature,
      });
    });
  });

  test("refuse any JSON that Lever has not signed, to any id", async () => {
    const property = fc.asyncProperty(fc.json(), fc.string(), async (body, connection) => {
      const path = `/webhooks/lever/${encodeURIComponent(connection)}`;
      const { status } = await sendRaw(`${subgraph.url}${path}`, {
        headers: { "content-type": "application/json" },
        body,
      });
      expect([400, 401, 404]).toContain(status);
    });
    await fc.assert(property, { ...randomRuns(100), endOnFailure: true });
    await expectStillThere(subgraph);
    expect(subgraph.sandbox.requests).toEqual([]);
  });
});

describe("cursors and ids", () => {
  test("that were not given out are BAD_USER_INPUT or as unknown, and send nothing", async () => {
    await forEachSeed(120, async (random) => {
      const query = `query ($id: ID!, $after: String) { atsConnection(id: $id) { opportunities(first: 1, after: $after) { nodes { id } } } }`;
      const variables = { id, after: another(cursor, random) };
      await expectHealthy(subgraph, JSON.stringify({ query, variables }));
      const { data, errors } = await subgraph.query(query, variables);
      expect(data.atsConnection.opportunities ?? null).toBeNull();
      expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", argument: "after" } }]);
    });
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("of any form reach no other endpoint of Lever's", async () => {
    await forEachSeed(120, async (random) => {
      const given = another(`${id}.${random.pick([...subgraph.sandbox.data.opportunities.keys()])}`, random);
      const query = `query ($id: ID!) { atsOpportunity(id: $id) { name } atsCandidate(id: $id) { name } }`;
      await expectHealthy(subgraph, JSON.stringify({ query, variables: { id: given } }));
    });
    // One read each by its id, or the same in a list: nothing else, and nothing that is no id.
    const reached = subgraph.sandbox.requests.map(({ method, path }) => `${method} ${path}`);
    expect(reached.filter((call) => !/^GET \/(opportunities|contacts)(\/[A-Za-z0-9_-]{1,100})?$/.test(call))).toEqual(
      [],
    );
    expect(reached.length).toBeGreaterThan(0);
  });
});

describe("idempotency keys", () => {
  test("of any form name one write, or are BAD_USER_INPUT", async () => {
    const [opportunity] = [...subgraph.sandbox.data.opportunities.values()].filter(({ isAnonymized }) => !isAnonymized);
    const mutation = `mutation ($input: AddOpportunityNoteInput!) { addOpportunityNote(input: $input) { note { id } userErrors { code } } }`;
    await forEachSeed(60, async (random) => {
      const key = random.chance(0.5) ? oddText(random) : mutatedText("key of a write", random);
      const input = { opportunityId: `${id}.${opportunity?.id ?? ""}`, text: "a note", idempotencyKey: key };
      await expectHealthy(subgraph, JSON.stringify({ query: mutation, variables: { input } }));
      subgraph.sandbox.clearRequests();
      const again = await subgraph.query(mutation, { input }, RECRUITER);
      expect(subgraph.sandbox.calls(/^POST/)).toEqual([]);
      if (again.errors.length === 0) expect(again.data.addOpportunityNote).toMatchObject({ note: {}, userErrors: [] });
      else expect(again.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
    });
  });
});

describe("tokens", () => {
  test("of files and uploads that were changed in any way open nothing", async () => {
    await forEachSeed(150, async (random) => {
      const [file, upload] = [another(fileToken, random), another(uploadToken, random)].map(encodeURIComponent);
      expect([400, 404, 414, 431]).toContain(
        (await sendRaw(`${subgraph.url}/files/${file}`, { method: "GET" })).status,
      );
      const put = await sendRaw(`${subgraph.url}/uploads/${upload}`, { method: "PUT", body: "%PDF-1.7" });
      expect([400, 404, 414, 431]).toContain(put.status);
    });
    expect(subgraph.sandbox.requests).toEqual([]);
  });
});
