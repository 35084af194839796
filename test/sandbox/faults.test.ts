import { expect, test } from "vitest";
import { FINDEM_KEY, PLAIN_KEY } from "../../sandbox/keys.js";
import { ask, objectOf, rowsOf, smallSandbox, some } from "./support.js";

const tags = { method: "POST", body: { tags: ["New"] } };

test("a status is answered instead of acting, as often as wanted", async () => {
  await using sandbox = await smallSandbox();
  sandbox.inject({
    path: "/stages",
    times: 2,
    do: { kind: "status", status: 503, code: "Down", message: "Later", headers: { "retry-after": "7" } },
  });
  const first = await ask(sandbox, "/stages");
  expect([first.status, first.headers.get("retry-after"), first.body]).toEqual([
    503,
    "7",
    { code: "Down", message: "Later" },
  ]);
  expect((await ask(sandbox, "/stages")).status).toBe(503);
  expect((await ask(sandbox, "/stages")).status).toBe(200);
});

test("a fault hits only the method, path and key that it names, until it is removed", async () => {
  await using sandbox = await smallSandbox();
  const remove = sandbox.inject({
    method: "GET",
    path: /^\/opportunities\/:opportunity$/,
    apiKey: PLAIN_KEY,
    do: { kind: "status", status: 500 },
  });
  const { id } = some(sandbox.data.opportunities.values(), (row) => row.confidentiality === "non-confidential");
  const statusOf = async (path: string, key: string) => (await ask(sandbox, path, { key })).status;
  expect(await statusOf(`/opportunities/${id}`, PLAIN_KEY)).toBe(500);
  expect(await statusOf(`/opportunities/${id}`, FINDEM_KEY)).toBe(200);
  expect(await statusOf(`/opportunities/${id}/applications`, PLAIN_KEY)).toBe(200);
  remove();
  expect(await statusOf(`/opportunities/${id}`, PLAIN_KEY)).toBe(200);
});

test("a fault for one value of the query hits every request that has it, and no other", async () => {
  await using sandbox = await smallSandbox();
  const [one, other] = [...sandbox.data.contacts.keys()];
  sandbox.inject({ query: ["contact_id", one ?? ""], do: { kind: "status", status: 400 } });
  const statusOf = async (query: string) => (await ask(sandbox, `/opportunities?${query}`)).status;
  expect(await statusOf(`contact_id=${other ?? ""}&contact_id=${one ?? ""}`)).toBe(400);
  expect(await statusOf(`contact_id=${other ?? ""}`)).toBe(200);
  expect(await statusOf("limit=1")).toBe(200);
});

test("a fault for one path in the clear doesn't hit another id", async () => {
  await using sandbox = await smallSandbox();
  const [one, other] = [...sandbox.data.contacts.keys()];
  sandbox.inject({ path: `/contacts/${one ?? ""}`, do: { kind: "status", status: 500 } });
  expect((await ask(sandbox, `/contacts/${one ?? ""}`)).status).toBe(500);
  expect((await ask(sandbox, `/contacts/${other ?? ""}`)).status).toBe(200);
});

test.each([
  ["reset", false],
  ["resetAfter", true],
  ["truncate", true],
] as const)("%s breaks the connection off; the write was done: %s", async (kind, isDone) => {
  await using sandbox = await smallSandbox();
  const record = some(sandbox.data.opportunities.values());
  sandbox.inject({ method: "POST", do: { kind } });
  await expect(ask(sandbox, `/opportunities/${record.id}/addTags`, tags)).rejects.toThrow();
  expect(record.tags.includes("New")).toBe(isDone);
});

test("statusAfter acts and hides it", async () => {
  await using sandbox = await smallSandbox();
  const record = some(sandbox.data.opportunities.values());
  sandbox.inject({ method: "POST", do: { kind: "statusAfter", status: 504 } });
  expect((await ask(sandbox, `/opportunities/${record.id}/addTags`, tags)).status).toBe(504);
  expect(record.tags).toContain("New");
});

test("html answers what a proxy would", async () => {
  await using sandbox = await smallSandbox();
  sandbox.inject({ do: { kind: "html" } });
  const response = await fetch(`${sandbox.url}/stages`);
  expect(response.headers.get("content-type")).toMatch(/^text\/html/);
  expect(await response.text()).toMatch(/^<!doctype html>/);
});

test("rewrite changes the body that would have been sent", async () => {
  await using sandbox = await smallSandbox();
  sandbox.inject({ do: { kind: "rewrite", rewrite: (body) => ({ ...(body as object), extra: 1 }) } });
  const { body } = await ask(sandbox, "/stages/offer");
  expect(body).toEqual({ data: { id: "offer", text: "Offer" }, extra: 1 });
});

test("hang never answers, and stopping the sandbox ends it", async () => {
  let pending: Promise<unknown>;
  {
    await using sandbox = await smallSandbox();
    sandbox.inject({ path: "/stages", do: { kind: "hang" } });
    pending = ask(sandbox, "/stages").catch((error: unknown) => error);
    while (sandbox.requests.length === 0) await ask(sandbox, "/tags");
    expect(sandbox.requests.find(({ path }) => path === "/stages")?.status).toBe(0);
  }
  expect(await pending).toBeInstanceOf(Error);
});

test("delays come on top of the next fault", async () => {
  await using sandbox = await smallSandbox();
  sandbox.inject({ times: 1, do: { kind: "delay", ms: 1 } });
  sandbox.inject({ times: 1, do: { kind: "status", status: 500 } });
  expect((await ask(sandbox, "/stages")).status).toBe(500);
  expect((await ask(sandbox, "/stages")).status).toBe(200);
});

test("what came is written down, in order, until it is cleared", async () => {
  await using sandbox = await smallSandbox();
  const { id } = some(sandbox.data.opportunities.values());
  await ask(sandbox, `/opportunities/${id}?expand=stage&expand=owner`);
  await ask(sandbox, "/opportunities?limit=1");
  await ask(sandbox, `/opportunities/${id}/addTags`, tags);
  await ask(sandbox, "/nowhere", { key: null });
  expect(sandbox.calls()).toEqual([
    "GET /opportunities/:opportunity",
    "GET /opportunities",
    "POST /opportunities/:opportunity/addTags",
    "GET /nowhere",
  ]);
  expect(sandbox.calls("GET /opportunities")).toEqual(["GET /opportunities"]);
  expect(sandbox.calls("/opportunities")).toEqual(["GET /opportunities"]);
  expect(sandbox.calls(/^POST/)).toEqual(["POST /opportunities/:opportunity/addTags"]);
  const [single, , write, nowhere] = sandbox.requests;
  expect(single).toMatchObject({ path: `/opportunities/${id}`, status: 200, apiKey: FINDEM_KEY, body: "" });
  expect(single?.query.getAll("expand")).toEqual(["stage", "owner"]);
  expect(write).toMatchObject({ body: '{"tags":["New"]}', headers: { "content-type": "application/json" } });
  expect(nowhere).toMatchObject({ template: "", status: 401, apiKey: null });
  sandbox.clearRequests();
  expect(sandbox.requests).toEqual([]);
});

test("tests may change the truth under the endpoints' feet", async () => {
  await using sandbox = await smallSandbox();
  const record = some(sandbox.data.opportunities.values(), (row) => row.confidentiality === "non-confidential");
  record.tags = ["Changed"];
  expect(objectOf(await ask(sandbox, `/opportunities/${record.id}`)).tags).toEqual(["Changed"]);
  sandbox.data.opportunities.clear();
  expect(rowsOf(await ask(sandbox, "/opportunities"))).toEqual([]);
});
