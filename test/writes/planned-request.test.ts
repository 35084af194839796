import { describe, expect, test } from "vitest";
import { defineEndpoint } from "../../src/lever/endpoint.js";
import { canonicalJson } from "../../src/writes/canonical-json.js";
import { jsonBody } from "../../src/writes/lever-write.js";
import { NEW_ID, plannedRequest } from "../../src/writes/planned-request.js";

const endpoint = defineEndpoint<never>({
  method: "POST",
  path: "/opportunities/:opportunity/notes/:note",
  permission: "x",
  documentation: "X",
});
const parameters = { opportunity: "o1", note: "n1" };

describe("a planned request", () => {
  test("has the path below the base URL, encoded as it is sent, and its query", () => {
    const write = {
      endpoint,
      parameters: { opportunity: "o 1/ü", note: "n?1" },
      query: { perform_as: "u&1", x: ["a", "b"] },
    };
    expect(plannedRequest(write)).toEqual({
      ...{ method: "POST", path: "/opportunities/o%201%2F%C3%BC/notes/n%3F1?perform_as=u%261&x=a&x=b" },
      body: null,
    });
  });

  test("has no question mark without a query", () => {
    expect(plannedRequest({ endpoint, parameters, query: { perform_as: undefined } }).path).toBe(
      "/opportunities/o1/notes/n1",
    );
  });

  test("shows the place of an id that Lever is yet to give", () => {
    const { path } = plannedRequest({ endpoint, parameters: { opportunity: NEW_ID, note: "n1" }, query: {} });
    expect(path).toBe("/opportunities/$new/notes/n1");
  });

  test("shows a JSON body as it is", () => {
    const body = jsonBody({ reason: null, cleanInterviews: false });
    expect(plannedRequest({ endpoint, parameters, query: {}, body }).body).toEqual({
      reason: null,
      cleanInterviews: false,
    });
  });

  test("shows a form's fields, and files by their names alone", () => {
    const file = (field: string, filename: string) => ({
      ...{ field, filename, contentType: "application/pdf" },
      bytes: new Blob(["secret bytes"]),
    });
    const fields = [
      ["email", "a@x.test"],
      ["tags[]", "a"],
      ["tags[]", "b"],
    ] as const;
    const files = [file("resumeFile", "cv.pdf"), file("files[]", "one.pdf")];
    expect(
      plannedRequest({ endpoint, parameters, query: {}, body: { kind: "multipart", fields, files } }).body,
    ).toEqual({
      ...{ email: "a@x.test", "tags[]": ["a", "b"], resumeFile: { $file: "cv.pdf" } },
      "files[]": [{ $file: "one.pdf" }],
    });
  });
});

describe("canonical JSON", () => {
  test("is one text for inputs that differ in the order of their members and in what is undefined", () => {
    const one = { b: [{ y: 1, x: null }], a: "ü", c: undefined };
    expect(canonicalJson(one)).toBe(canonicalJson({ a: "ü", b: [{ x: null, y: 1 }] }));
  });

  test.each([
    ["the order of a list", [1, 2], [2, 1]],
    ["null and nothing", { a: null }, {}],
    ["a number and its text", { a: 1 }, { a: "1" }],
    ["members that swap their values", { a: 1, b: 2 }, { a: 2, b: 1 }],
  ])("tells %s apart", (_, one, other) => {
    expect(canonicalJson(one)).not.toBe(canonicalJson(other));
  });
});
