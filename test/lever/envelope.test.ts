import { describe, expect, test } from "vitest";
import { contentOf, objectIn, pageIn } from "../../src/lever/envelope.js";
import { LeverError } from "../../src/lever/errors.js";
import { stages, target } from "./support.js";

const call = { endpoint: stages, target: target() };
const row = { id: "r1" };

describe("a list is read from every envelope that Lever is known to use", () => {
  test.each<[string, unknown, string | null]>([
    ["the documented one", { data: [row], hasNext: true, next: "t" }, "t"],
    ["its last page", { data: [row], hasNext: false }, null],
    ["without hasNext, as webhooks and requisition fields come", { data: [row] }, null],
    ["without hasNext, but with a token", { data: [row], next: "t" }, "t"],
    ["hasNext false outdoes a token", { data: [row], hasNext: false, next: "t" }, null],
    ["a bare array", [row], null],
    ["two envelopes", { data: { data: [row], hasNext: true, next: "t" } }, "t"],
    ["EEO responses", { data: { eeoResponses: [row] } }, null],
    ["EEO responses with more to come", { data: { eeoResponses: [row] }, hasNext: true, next: "t" }, "t"],
    ["one object where a list is expected", { data: row }, null],
    ["one bare object", row, null],
  ])("%s", (_, value, next) => {
    expect(pageIn(value, call)).toEqual({ rows: [row], next });
  });
});

describe("what is no list is a bad response that says where", () => {
  test.each<[string, unknown, string]>([
    ["null", null, "data"],
    ["a text", "rows", "data"],
    ["an empty object", {}, "data"],
    ["an error's body under a 200", { code: "Oops", message: "broken" }, "data"],
    ["null for rows", { data: null }, "data"],
    ["a row that is no object", { data: [row, null] }, "data.1"],
    ["more to come and no way there", { data: [row], hasNext: true }, "next"],
    ["more to come and a token of another type", { data: [row], hasNext: true, next: 7 }, "next"],
  ])("%s", (_, value, path) => {
    expect(() => pageIn(value, call)).toThrow(LeverError);
    expect(catchDetails(() => pageIn(value, call))).toEqual({ status: 200, acted: "yes", path });
  });
});

describe("a single object is read from every envelope", () => {
  test.each<[string, unknown]>([
    ["the documented one", { data: row }],
    ["two envelopes", { data: { data: row } }],
    ["none", row],
  ])("%s", (_, value) => {
    expect(objectIn(value, call)).toEqual(row);
  });

  test("an object of Lever's that has a member called data keeps it", () => {
    expect(objectIn({ data: { id: "w1", data: { any: 1 } } }, call)).toEqual({ id: "w1", data: { any: 1 } });
  });

  test.each([[null], [[row]], [{ data: "x" }], [7]])("%j is none", (value) => {
    expect(() => objectIn(value, call)).toThrow(LeverError);
  });
});

test("the answer to a write may be empty, and may have two envelopes", () => {
  expect(contentOf(null)).toBeNull();
  expect(contentOf({ data: { data: [row], hasNext: false } })).toEqual([row]);
});

function catchDetails(reading: () => unknown): unknown {
  try {
    reading();
  } catch (error) {
    return error instanceof LeverError ? error.details : error;
  }
  return undefined;
}
