import { expect, test } from "vitest";
import { inTurn, object, page } from "../support/scripted-server.js";
import { Harness, opportunities, opportunity } from "./support.js";

test("a single object comes without its envelope, and with the time it was asked for", async () => {
  await using lever = await Harness.start(inTurn(object({ id: "o1" })));
  const answer = await lever.client().one(opportunity, { opportunity: "o1" });
  expect(answer).toEqual({ value: { id: "o1" }, fetchedAt: lever.clock.epochMs() });
  expect(lever.server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(["GET /v1/opportunities/o1"]);
});

test("a list is followed from page to page with Lever's token, encoded once more", async () => {
  const token = "%5B1%2C1750233409740%2C%22x%22%5D";
  await using lever = await Harness.start(inTurn(page([{ id: "o1" }], token), page([{ id: "o2" }])));
  const { value } = await lever.client().all(opportunities, {}, { contact_id: ["b", "a"] });
  expect(value.map(({ id }) => id)).toEqual(["o1", "o2"]);
  expect(lever.server.requests.map(({ url }) => url)).toEqual([
    "/v1/opportunities?contact_id=a&contact_id=b&limit=100",
    `/v1/opportunities?contact_id=a&contact_id=b&limit=100&offset=${encodeURIComponent(token)}`,
  ]);
});
