import { expect, test } from "vitest";
import { hasRedis, NO_REDIS, RedisServer } from "../support/redis.js";
import { startSubgraph } from "../support/subgraph.js";
import { syncNow } from "../support/syncs.js";
import { until } from "../support/until.js";
import { deliver, deliveryOf, setSigningToken } from "../support/webhooks.js";
import { describeOnPostgres, postgresPlace } from "../store/databases.js";

const KEY = "signing-token";
const STAGE = `query ($id: ID!) { atsOpportunity(id: $id) { stage { id } } }`;
const MATCH = `query ($githubUrls: [String!]) { matchAtsCandidates(githubUrls: $githubUrls) { candidate { id } } }`;

const title = "two replicas over one PostgreSQL and one Redis";

describeOnPostgres(hasRedis() ? title : `${title} (${NO_REDIS})`, () => {
  test.skipIf(!hasRedis())("what a webhook tells one of them, the other shows at once", async () => {
    const place = await postgresPlace();
    await using redis = await RedisServer.start();
    const environment = {
      ...{ DATABASE_URL: place.databaseUrl ?? "", REDIS_URL: redis.url },
      ENCRYPTION_KEYS: `first:${Buffer.alloc(32, 7).toString("base64")}`,
    };
    await using one = await startSubgraph({ sandbox: { opportunities: 12 }, environment });
    await using other = await startSubgraph({ sandbox: { opportunities: 1 }, leverUrl: one.sandbox.url, environment });
    const connectionId = await one.connect();
    await setSigningToken(one, connectionId, KEY);
    await syncNow(one, connectionId);
    const { opportunities, contacts } = one.sandbox.data;
    const row = [...opportunities.values()].find(
      ({ confidentiality, archived }) => confidentiality === "non-confidential" && archived === null,
    );
    const contact = contacts.get(row?.contact ?? "");
    if (!row || !contact) throw new Error("The seed is empty");
    const id = `${connectionId}.${row.id}`;
    await other.query(STAGE, { id });
    const to = row.stage === "offer" ? "lead-new" : "offer";
    row.stage = to;
    contact.links = ["https://github.com/told-elsewhere"];

    const data = { opportunityId: row.id, contactId: contact.id };
    const delivery = deliveryOf(KEY, { data });
    expect(await (await deliver(one, connectionId, delivery)).json()).toEqual({ status: "taken" });

    const shown = await other.query(STAGE, { id });
    expect(shown.data.atsOpportunity.stage.id).toBe(`${connectionId}.${to}`);
    const found = await until(
      async () => (await other.query(MATCH, { githubUrls: contact.links })).data.matchAtsCandidates as unknown[],
      (matches) => matches.length > 0,
    );
    expect(found).toEqual([{ candidate: { id: `${connectionId}.${contact.id}` } }]);
    expect(await (await deliver(other, connectionId, delivery)).json()).toEqual({ status: "repeated" });
  });
});
