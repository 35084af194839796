import { expect, test } from "vitest";
import { canonicalEmail } from "../../src/identity/emails.js";

test.each([
  "jane@acme.test",
  "  Jane@ACME.test ",
  "mailto:jane@acme.test",
  "MAILTO:Jane%40acme.test?subject=hello",
  "Jane Doe <jane@acme.test>",
  '"Doe, Jane" <JANE@acme.test>',
  "<jane@acme.test>",
])("the address in %s is found", (text) => {
  expect(canonicalEmail(text)).toBe("jane@acme.test");
});

test("what distinguishes two addresses stays", () => {
  expect(canonicalEmail("jane+lever@acme.test")).toBe("jane+lever@acme.test");
  expect(canonicalEmail("jane.doe@mail.acme.test")).toBe("jane.doe@mail.acme.test");
});

test("letters beyond ASCII are composed", () => {
  expect(canonicalEmail("Ju\u0308rgen@mu\u0308ller.test")).toBe("jürgen@müller.test");
});

test.each([
  "",
  "jane",
  "jane@",
  "@acme.test",
  "jane@acme",
  "jane@@acme.test",
  "jane@acme..test",
  "jane@-acme.test",
  ".jane@acme.test",
  "jane..doe@acme.test",
  "jane doe@acme.test",
  "jane@acme.test, john@acme.test",
  "Jane <jane@acme.test> <john@acme.test>",
  "jane@acme.test\r\nBcc: john@acme.test",
  "mailto:%E0%A4%A",
  "https://acme.test/@jane",
  `${"x".repeat(65)}@acme.test`,
  `jane@${"x".repeat(300)}.test`,
  `${" ".repeat(2_000)}jane@acme.test`,
])("%j is no address", (text) => {
  expect(canonicalEmail(text)).toBeNull();
});
