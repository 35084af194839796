import { randomBytes } from "node:crypto";
import { join } from "node:path";
import Libsql from "libsql";
import { expect, test } from "vitest";
import { startSubgraph } from "../support/subgraph.js";
import { answerTo, deliver, deliveryOf, setSigningToken, webhooksOf } from "../support/webhooks.js";

const KEY = "signing-token";
const ringKey = (id: string): string => `${id}:${randomBytes(32).toString("base64")}`;

test("while the database is down Lever is asked to try again, and what it tries again is taken", async () => {
  await using subgraph = await startSubgraph({ sandbox: { opportunities: 5 } });
  const id = await subgraph.connect();
  await setSigningToken(subgraph, id, KEY);
  const other = new Libsql(join(subgraph.dataDir, "findem-lever.db"));
  const delivery = deliveryOf(KEY);
  other.exec("begin immediate");
  const refused = await deliver(subgraph, id, delivery);
  expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(await answerTo(Promise.resolve(refused))).toBe("503 STORE_UNAVAILABLE");
  other.exec("rollback");
  other.close();
  expect((await webhooksOf(subgraph, id)).lastReceivedAt).toBeNull();
  expect(await answerTo(deliver(subgraph, id, delivery))).toBe("200");
  expect((await webhooksOf(subgraph, id)).lastReceivedAt).not.toBeNull();
});

test("a token that the key ring can't open any more is no reason to refuse for good what it may have signed", async () => {
  const [first, second] = [ringKey("first"), ringKey("second")];
  await using subgraph = await startSubgraph({
    sandbox: { opportunities: 5 },
    environment: { ENCRYPTION_KEYS: [second, first].join(",") },
  });
  const id = await subgraph.connect();
  await setSigningToken(subgraph, id, KEY);
  await subgraph.restart({ ENCRYPTION_KEYS: first });
  expect(await answerTo(deliver(subgraph, id, deliveryOf(KEY)))).toBe("503 SECRET_UNREADABLE");
  await subgraph.restart({ ENCRYPTION_KEYS: [first, second].join(",") });
  expect(await answerTo(deliver(subgraph, id, deliveryOf(KEY)))).toBe("200");
});
