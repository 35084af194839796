import { expect, test } from "vitest";
import { LeverUrlTooLong, MAX_URL_BYTES, pathAndQueryOf, queryText, urlBytes } from "../../src/lever/query.js";
import { opportunities, stages } from "./support.js";

test("several values repeat the parameter, in one order whatever the order they come in", () => {
  expect(queryText({ tag: ["b", "a"], archived: false, limit: 5 })).toBe("archived=false&limit=5&tag=a&tag=b");
  expect(queryText({ limit: 5, archived: false, tag: ["a", "b"] })).toBe(
    queryText({ tag: ["b", "a"], archived: false, limit: 5 }),
  );
});

test("values are encoded as they have to be, a page token like any other text", () => {
  expect(queryText({ email: "a+b@c.test", location: "Oakland, CA" })).toBe(
    "email=a%2Bb%40c.test&location=Oakland%2C+CA",
  );
  expect(queryText({ offset: "%5B1%5D" })).toBe("offset=%255B1%255D");
});

test("what is undefined is left out, and an empty text is not", () => {
  expect(queryText({ offset: undefined, email: "" })).toBe("email=");
  expect(pathAndQueryOf(stages, {}, {})).toBe("/stages");
});

test("a URL that is too long is a mistake of whoever planned it", () => {
  const ids = Array.from({ length: 170 }, (_, index) => `${index}`.padStart(36, "0"));
  expect(() => pathAndQueryOf(opportunities, {}, { contact_id: ids })).toThrow(LeverUrlTooLong);
});

test("the bytes foretold for planners are never fewer than those sent", () => {
  const query = { contact_id: ["a", "b"], expand: ["applications"] };
  const sent = { ...query, limit: 100, confidentiality: "all", offset: "%5B1%2C1750233409740%2C%22".padEnd(70, "x") };
  expect(urlBytes(opportunities, {}, query)).toBeGreaterThanOrEqual(pathAndQueryOf(opportunities, {}, sent).length);
  expect(urlBytes(opportunities, {}, query)).toBeLessThan(MAX_URL_BYTES / 10);
});
