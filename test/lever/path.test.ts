import { describe, expect, test } from "vitest";
import { InvalidLeverId, isLeverId, pathOf } from "../../src/lever/path.js";

test("parameters are put where the template names them", () => {
  expect(pathOf("/opportunities/:opportunity/notes/:note", { opportunity: "3e7d50b8-14c9", note: "lead-new" })).toBe(
    "/opportunities/3e7d50b8-14c9/notes/lead-new",
  );
});

describe("what isn't plainly an id never becomes part of a path", () => {
  const strange = [
    "",
    "..",
    "../users?x=",
    "a/b",
    "a%2Fb",
    "a b",
    "o1\r\nhost: x",
    "o1\0",
    "ü",
    "a".repeat(101),
    "10 KB ".repeat(2_000),
  ];
  test.each(strange)("%j", (id) => {
    expect(isLeverId(id)).toBe(false);
    expect(() => pathOf("/opportunities/:opportunity", { opportunity: id })).toThrow(InvalidLeverId);
  });
});

test("a parameter that is missing, or only there by inheritance, is refused", () => {
  expect(() => pathOf("/opportunities/:opportunity", {})).toThrow(InvalidLeverId);
  expect(() => pathOf("/x/:constructor", {})).toThrow(InvalidLeverId);
});

test("the error names the parameter and keeps the text to itself", () => {
  const error = new InvalidLeverId("opportunity");
  expect(error).toBeInstanceOf(TypeError);
  expect(error.parameter).toBe("opportunity");
  expect(() => pathOf("/opportunities/:opportunity", { opportunity: "../secret" })).toThrow(/^(?!.*secret).*$/);
});
