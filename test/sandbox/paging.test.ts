import { describe, expect, test } from "vitest";
import { OTHER_ACCOUNT_KEY, PLAIN_KEY } from "../../sandbox/keys.js";
import { ask, idsOf, refusalOf, rowsOf, smallSandbox, walk } from "./support.js";

const withOffset = (path: string, token: string | undefined) => `${path}&offset=${encodeURIComponent(token ?? "")}`;
const INVALID = "400 Invalid offset token: Offset token is invalid for sort";

describe("Lever docs, Pagination", () => {
  test("a page has 100 rows unless limit says otherwise, and the last one has no next", async () => {
    await using sandbox = await smallSandbox({ opportunities: 150 });
    const first = await ask(sandbox, "/opportunities?confidentiality=all");
    expect(rowsOf(first)).toHaveLength(100);
    expect(first.body).toMatchObject({ hasNext: true, next: expect.any(String) });
    const second = await ask(sandbox, withOffset("/opportunities?confidentiality=all", first.body.next));
    expect(rowsOf(second)).toHaveLength(50);
    expect(second.body.hasNext).toBe(false);
    expect(second.body).not.toHaveProperty("next");
  });

  test("a walk sees every row once, newest created first", async () => {
    await using sandbox = await smallSandbox();
    const rows = await walk(sandbox, "/opportunities?confidentiality=all&limit=7");
    expect(idsOf(rows)).toEqual(idsOf(sandbox.data.opportunities.values()));
    const times = rows.map(({ createdAt }) => Number(createdAt));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  test("a page that is exactly full is the last one", async () => {
    await using sandbox = await smallSandbox();
    const answer = await ask(sandbox, `/stages?limit=${sandbox.data.stages.size}`);
    expect(answer.body.hasNext).toBe(false);
  });

  test.each(["/stages", "/archive_reasons", "/users", "/postings", "/tags", "/sources"])(
    "the small list %s can be walked, too",
    async (path) => {
      await using sandbox = await smallSandbox();
      const whole = await walk(sandbox, path);
      expect(whole.length).toBeGreaterThan(4);
      expect(await walk(sandbox, `${path}?limit=3`)).toEqual(whole);
    },
  );

  test.each(["0", "101", "-1", "1.5", "ten", "1000", ""])("limit=%s is refused", async (limit) => {
    await using sandbox = await smallSandbox();
    expect((await ask(sandbox, `/opportunities?limit=${limit}`)).status).toBe(400);
  });

  test("a token looks percent-encoded and has to be encoded once more", async () => {
    await using sandbox = await smallSandbox();
    const { body } = await ask(sandbox, "/opportunities?limit=1");
    expect(body.next).toMatch(/^%5B1%2C\d+%2C%22[0-9a-f-]{36}%22.*%5D$/);
    expect(refusalOf(await ask(sandbox, `/opportunities?limit=1&offset=${body.next ?? ""}`))).toBe(INVALID);
    expect((await ask(sandbox, withOffset("/opportunities?limit=1", body.next))).status).toBe(200);
  });

  test.each([
    ["another filter", "/opportunities?limit=2&archived=true"],
    ["another limit", "/opportunities?limit=3"],
    ["another expand", "/opportunities?limit=2&expand=stage"],
    ["another list", "/candidates?limit=2"],
  ])("a token is bound to the query that made it: not good with %s", async (_, path) => {
    await using sandbox = await smallSandbox();
    const { body } = await ask(sandbox, "/opportunities?limit=2");
    expect(refusalOf(await ask(sandbox, withOffset(path, body.next)))).toBe(INVALID);
  });

  test("the order of the parameters makes no other query", async () => {
    await using sandbox = await smallSandbox();
    const { body } = await ask(sandbox, "/opportunities?limit=2&archived=false");
    expect((await ask(sandbox, withOffset("/opportunities?archived=false&limit=2", body.next))).status).toBe(200);
  });

  test("a token of another account is not good, one of another key of the account is", async () => {
    await using sandbox = await smallSandbox();
    const { body } = await ask(sandbox, "/opportunities?limit=2");
    const path = withOffset("/opportunities?limit=2", body.next);
    expect(refusalOf(await ask(sandbox, path, { key: OTHER_ACCOUNT_KEY }))).toBe(INVALID);
    expect((await ask(sandbox, path, { key: PLAIN_KEY })).status).toBe(200);
  });

  test.each(["100", "0", "abc", "%5B1%2C1%2C%22x%22%5D"])("what Lever hasn't made (%s) is no token", async (token) => {
    await using sandbox = await smallSandbox();
    expect(refusalOf(await ask(sandbox, withOffset("/opportunities?limit=2", token)))).toBe(INVALID);
  });

  test("a token with one digit changed is no token", async () => {
    await using sandbox = await smallSandbox();
    const { body } = await ask(sandbox, "/opportunities?limit=2");
    const tampered = (body.next ?? "").replace(/(\d)(%2C%22)/, (_, digit: string, rest: string) => {
      return `${(Number(digit) + 1) % 10}${rest}`;
    });
    expect(tampered).not.toBe(body.next);
    expect(refusalOf(await ask(sandbox, withOffset("/opportunities?limit=2", tampered)))).toBe(INVALID);
  });

  test("a walk goes on where it was, though its last row has gone meanwhile", async () => {
    await using sandbox = await smallSandbox();
    const all = (await walk(sandbox, "/opportunities?limit=2")).map(({ id }) => id);
    const { body } = await ask(sandbox, "/opportunities?limit=2");
    sandbox.data.opportunities.delete(all[1] ?? "");
    const second = await ask(sandbox, withOffset("/opportunities?limit=2", body.next));
    expect(rowsOf(second).map(({ id }) => id)).toEqual(all.slice(2, 4));
  });
});
