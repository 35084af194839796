import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../src/store/open-store.js";
import { createPostgresPool } from "../../src/store/postgres/postgres-pool.js";
import { StoreUnavailable, type Store } from "../../src/store/store.js";
import { systemClock } from "../../src/time/system-clock.js";
import { findPostgres, NO_POSTGRES, POSTGRES_PASSWORD, POSTGRES_USER, PostgresServer } from "../support/postgres.js";
import { describeOnPostgres } from "./databases.js";
import { CANARY, connected, connection, learnedRows, mapping } from "./records.js";

const SECRETS = [POSTGRES_PASSWORD, POSTGRES_USER, CANARY, "127.0.0.1", "localhost"];

describeOnPostgres("a PostgreSQL database that can't be used", () => {
  let server: PostgresServer;

  beforeAll(async () => {
    const programs = await findPostgres();
    if (programs === null) throw new Error(NO_POSTGRES);
    server = await PostgresServer.start(programs);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const open = (databaseUrl: string, onError: (error: Error) => void = () => undefined): Promise<Store> =>
    openStore({ databaseUrl, dataDir: "/nowhere", clock: systemClock, onError });

  function expectUnavailable(failure: unknown): void {
    expect(failure).toBeInstanceOf(StoreUnavailable);
    for (const secret of SECRETS) expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain(secret);
  }

  async function failureOf(attempt: Promise<unknown>): Promise<unknown> {
    return attempt.then(
      () => "went through",
      (error: unknown) => error,
    );
  }

  test.each([
    ["since the password is another", (url: string) => url.replace(POSTGRES_PASSWORD, CANARY), /password/],
    ["since the user is unknown", (url: string) => url.replace(POSTGRES_USER, CANARY), /refused the password/],
    ["since there is no such database", (url: string) => url.replace(/postgres$/, CANARY), /no such database/],
    ["since nothing listens there", (url: string) => url.replace(/:\d+\//, ":1/"), /ECONNREFUSED/],
    [
      "since its name is unknown",
      (url: string) => url.replace("127.0.0.1", `${CANARY}.invalid`),
      /ENOTFOUND|EAI_AGAIN/,
    ],
    ["since the URL is none", () => `postgres://${POSTGRES_USER}:${CANARY}@[/x`, /DATABASE_URL/],
  ])("%s says so, and nothing of the URL", async (_, change, reason) => {
    const failure = await failureOf(open(change(server.url)));
    expectUnavailable(failure);
    expect((failure as Error).message).toMatch(reason);
  });

  test("since whatever listens there says nothing is given up", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    expectUnavailable(await failureOf(open(server.url.replace(/:\d+\//, `:${String(port)}/`))));
    silent.close();
  });

  test("since a statement takes too long is given up, and the pool goes on with another connection", async () => {
    const pool = createPostgresPool({
      databaseUrl: server.url,
      size: 1,
      connectTimeoutMs: 3_000,
      statementTimeoutMs: 50,
      onError: () => undefined,
    });
    const first = await pool.connect();
    const failure = await failureOf(first.query("select pg_sleep(60)", []));
    first.release();
    expectUnavailable(failure);
    expect((failure as Error).message).toContain("took too long");
    const second = await pool.connect();
    expect((await second.query<{ one: number }>("select 1 as one", [])).rows).toEqual([{ one: 1 }]);
    second.release();
    await pool.end();
  });

  test("since the server stopped fails at every door, and is used again when the server is back", async () => {
    const heard: Error[] = [];
    await using store = await open(server.url, (error) => heard.push(error));
    const record = await connected(store);
    const { id } = record;
    await store.stageMappings.propose(id, mapping());

    await server.stop();
    const attempts: (() => Promise<unknown>)[] = [
      () => store.ping(),
      () => store.connections.insert(connection({ sealedApiKey: CANARY })),
      () => store.connections.byId("account-1", id),
      () => store.connections.byAccount("account-1"),
      () => store.connections.update("account-1", id, { name: CANARY }, 1),
      () => store.connections.remove("account-1", id),
      () => store.connections.observe(id, { credentialState: "INVALID" }, 1),
      () => store.stageMappings.read(id),
      () => store.stageMappings.propose(id, mapping(CANARY)),
      () => store.stageMappings.save(id, 0, mapping(CANARY), { userId: CANARY, now: 1 }),
      () => store.opportunities.learn(id, learnedRows(3, CANARY)),
      () => store.opportunities.contactsOf(id, [CANARY]),
      () => store.permissions.record(id, [{ permission: CANARY, granted: true, checkedAt: 1 }]),
      () => store.permissions.byConnection(id),
      () => store.references.learn(id, { stageIds: [CANARY], userIds: [] }),
      () => store.references.known(id),
      () => store.secrets.readOrCreate("digests", CANARY),
    ];
    for (const attempt of attempts) expectUnavailable(await failureOf(attempt()));
    expectUnavailable(await failureOf(open(server.url)));
    for (const error of heard) expectUnavailable(error);

    await server.startAgain();
    await store.ping();
    expect(await store.connections.byAccount("account-1")).toEqual([record]);
    // What failed to be learned is not taken for known.
    await store.opportunities.learn(id, learnedRows(3));
    expect((await store.opportunities.contactsOf(id, ["opportunity-1"])).get("opportunity-1")).toBe("contact-1");
  });

  test("since it was closed says so at every later call, and closing it twice is no error", async () => {
    const store = await open(server.url);
    await store[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
    expectUnavailable(await failureOf(store.ping()));
    expectUnavailable(await failureOf(store.connections.byAccount("account-1")));
  });
});
