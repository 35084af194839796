import fc from "fast-check";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FINDEM_KEY } from "../../sandbox/keys.js";
import { AUDIENCE, ISSUER, pem, sign } from "../caller/token-support.js";
import { SeededRandom } from "../lever/seeded-random.js";
import { randomRuns } from "../support/random-runs.js";
import { type RawAnswer, sendRaw } from "../support/raw-request.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { CALLER, expectStillThere, expectUsable } from "./health.js";
import { answerToBytes } from "../support/raw-socket.js";
import { mutatedJson, mutatedText, oddText } from "./random-values.js";

const QUERY = "{ atsConnections { id name apiKeyHint } }";
const JSON_TYPE = { "content-type": "application/json" };
const SECRET = "gateway-secret-of-this-test";

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

async function forEachSeed(
  subgraph: TestSubgraph,
  usual: number,
  check: (random: SeededRandom) => Promise<void>,
): Promise<void> {
  const property = fc.asyncProperty(seeds, (seed) => check(new SeededRandom(seed)));
  await fc.assert(property, { ...randomRuns(usual), endOnFailure: true });
  await expectStillThere(subgraph);
}

/** What Node lets through as a header's value. */
function headerText(text: string): string {
  return Buffer.from(text, "utf8")
    .toString("latin1")
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, "")
    .slice(0, 4_000);
}

describe("a request of any form", () => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await startSubgraph({ sandbox: { opportunities: 12 } });
    await subgraph.connect(FINDEM_KEY);
  });
  beforeEach(() => subgraph.sandbox.clearRequests());
  afterAll(() => subgraph[Symbol.asyncDispose]());

  const TYPES = [
    ...["application/json", "application/json; charset=utf-16", "application/graphql-response+json", "text/plain"],
    ...[
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/graphql",
      "",
      "json",
      "*/*",
    ],
  ];
  const ENCODINGS = ["gzip", "br", "deflate", "identity", "chunked", "x"];

  test("is answered, whatever its body, its type and its encoding are", async () => {
    await forEachSeed(subgraph, 300, async (random) => {
      const right = JSON.stringify({ query: QUERY, variables: { a: [1, { b: null }] }, operationName: null });
      const body = random.chance(0.5)
        ? mutatedText(right, random)
        : JSON.stringify(mutatedJson(JSON.parse(right), random));
      const headers = {
        ...CALLER,
        ...(random.chance(0.8) ? { "content-type": random.pick(TYPES) } : {}),
        ...(random.chance(0.3) ? { "content-encoding": random.pick(ENCODINGS) } : {}),
        ...(random.chance(0.3) ? { accept: random.pick([...TYPES, "text/html", "\u00ff"]) } : {}),
        ...(random.chance(0.2) ? { "cache-control": headerText(oddText(random)) } : {}),
        ...(random.chance(0.2) ? { "x-request-id": headerText(oddText(random)) } : {}),
        ...(random.chance(0.2) ? { "x-lever-report": headerText(oddText(random)) } : {}),
      };
      const method = random.pick(["POST", "POST", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
      const answer = await sendRaw(`${subgraph.url}/graphql`, { method, headers, body });
      expectJson(answer, `${method} ${JSON.stringify(headers)}\n${body.slice(0, 2_000)}`);
    });
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("by GET is answered, whatever its address is", async () => {
    const apollo = { "apollo-require-preflight": "1" };
    await forEachSeed(subgraph, 150, async (random) => {
      const search = mutatedText(`query=${encodeURIComponent(QUERY)}&variables={"a":1}&extensions={}`, random);
      const path = random.chance(0.7) ? `/graphql?${search}` : `/${mutatedText("files/a.b/../graphql", random)}`;
      const url = `${subgraph.url}${path.replace(/[^\x21-\x7e]/g, "%ff")}`;
      const answer = await sendRaw(url, { method: "GET", headers: { ...CALLER, ...apollo } });
      expectJson(answer, url);
    });
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("that is hardly HTTP any more is refused with an answer, or without one", async () => {
    const right = Buffer.from(JSON.stringify({ query: QUERY }));
    const zipped = gzipSync(right);
    const head = (length: number): string =>
      `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ${length}\r\n\r\n`;
    await forEachSeed(subgraph, 150, async (random) => {
      const body = random.chance(0.8) ? right : zipped;
      const lengths = [body.length, body.length + 5, body.length - 5, -1, 2 ** 53, NaN];
      const bytes = Buffer.concat([Buffer.from(head(random.pick(lengths))), body]);
      for (let times = random.below(6); times > 0; times--) bytes[random.below(bytes.length)] = random.below(256);
      const cut = random.chance(0.3) ? bytes.subarray(0, random.below(bytes.length)) : bytes;
      const answer = await answerToBytes(subgraph.url, cut);
      if (answer === "") return;
      for (const part of answer.split(/(?=HTTP\/1\.1 \d{3} )/)) expectJson(parsed(part), cut.toString("latin1"));
    });
  });
});

/** Nothing at all, or JSON of the documented shape. A page for browsers, and figures for operators, are what they are. */
function expectJson({ status, text }: Pick<RawAnswer, "status" | "text">, why: string): void {
  expect(status, why).toBeGreaterThanOrEqual(200);
  if (text !== "" && !text.startsWith("<!") && !/^(# HELP|\{"status")/.test(text)) expectUsable({ status, text }, why);
  else expect(status, why).toBeLessThan(500);
}

/** One answer of those that came back over a connection. What Node says by itself has no length, and no body. */
function parsed(answer: string): Pick<RawAnswer, "status" | "text"> {
  const length = Number(/^content-length: (\d+)/im.exec(answer)?.[1] ?? 0);
  const body = answer.slice(answer.indexOf("\r\n\r\n") + 4).slice(0, length);
  return { status: Number(answer.slice(9, 12)), text: Buffer.from(body, "latin1").toString("utf8") };
}

describe("callers behind a gateway", () => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await startSubgraph({
      sandbox: { opportunities: 12 },
      environment: { AUTH_MODE: "gateway", GATEWAY_SECRET: SECRET },
    });
    await subgraph.connect(FINDEM_KEY, { headers: { "router-authorization": SECRET } });
  });
  afterAll(() => subgraph[Symbol.asyncDispose]());

  test("are nobody with a secret that is not right to the letter, and somebody of one account with it", async () => {
    await forEachSeed(subgraph, 250, async (random) => {
      const secret = random.chance(0.3) ? SECRET : headerText(mutatedText(SECRET, random));
      const identity = Object.fromEntries(
        Object.entries(CALLER).map(([name, value]) => [
          name,
          random.chance(0.5) ? value : headerText(another(value, random)),
        ]),
      );
      const headers = { ...JSON_TYPE, ...identity, "router-authorization": secret };
      const answer = await sendRaw(`${subgraph.url}/graphql`, { headers, body: JSON.stringify({ query: QUERY }) });
      const why = JSON.stringify(headers);
      expectJson(answer, why);
      // Around a header's value blanks don't count.
      if (secret.trim() !== SECRET) expect([answer.status, codesOf(answer)], why).toEqual([401, ["UNAUTHENTICATED"]]);
      expectOwn(answer, identity["x-account-id"] ?? "", why);
    });
  });
});

describe("callers with a token", () => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await startSubgraph({
      sandbox: { opportunities: 12 },
      environment: { AUTH_MODE: "jwt", JWT_PUBLIC_KEY: pem, JWT_ISSUER: ISSUER, JWT_AUDIENCE: AUDIENCE },
    });
    const token = await sign({ account_id: "acme", roles: ["admin"] });
    await subgraph.connect(FINDEM_KEY, { headers: { authorization: `Bearer ${token}` } });
  });
  afterAll(() => subgraph[Symbol.asyncDispose]());

  const send = (authorization: string): Promise<RawAnswer> =>
    sendRaw(`${subgraph.url}/graphql`, {
      headers: { ...JSON_TYPE, ...CALLER, authorization },
      body: JSON.stringify({ query: QUERY }),
    });

  test("are nobody when a letter of it is another", async () => {
    const token = await sign({ account_id: "acme", roles: ["admin"] });
    await forEachSeed(subgraph, 200, async (random) => {
      const forged = headerText(another(token, random)).trim();
      const answer = await send(`Bearer ${forged}`);
      expectJson(answer, forged);
      // The last letter of base64 has bits that count for nothing: such a token is the same one.
      const isSame = sameBytes(forged, token);
      if (!isSame) expect([answer.status, codesOf(answer)], forged).toEqual([401, ["UNAUTHENTICATED"]]);
    });
  });

  test("are who the token's claims say, whatever stands in these, or nobody", async () => {
    await forEachSeed(subgraph, 120, async (random) => {
      const claims = {
        account_id: "acme",
        sub: "42",
        email: "ada@example.com",
        email_verified: true,
        roles: ["admin"],
      };
      const mutated = mutatedJson({ ...claims, exp: Math.floor(Date.now() / 1_000) + 300 }, random) as object;
      const answer = await send(`Bearer ${await sign({ account_id: undefined, ...mutated })}`);
      const why = JSON.stringify(mutated).slice(0, 2_000);
      expectJson(answer, why);
      expect([200, 401], why).toContain(answer.status);
      expectOwn(answer, String(Reflect.get(mutated, "account_id")), why);
    });
  });
});

function another(text: string, random: SeededRandom): string {
  const mutated = random.chance(0.3) ? oddText(random) : mutatedText(text, random);
  return mutated === text ? `${text}x` : mutated;
}

function sameBytes(one: string, other: string): boolean {
  const bytes = (token: string): string =>
    token
      .split(".")
      .map((part) => Buffer.from(part, "base64url").toString("hex"))
      .join(".");
  return /^[\w.-]*$/.test(one) && bytes(one) === bytes(other);
}

function codesOf({ text }: RawAnswer): readonly unknown[] {
  const { errors = [] } = JSON.parse(text) as { errors?: { extensions: { code: unknown } }[] };
  return errors.map(({ extensions }) => extensions.code);
}

/** Only the account that has the connection sees it. */
function expectOwn({ text }: RawAnswer, account: string, why: string): void {
  const { data } = JSON.parse(text) as { data?: { atsConnections: unknown[] | null } | null };
  if (account !== "acme") expect(data?.atsConnections ?? [], why).toEqual([]);
}
