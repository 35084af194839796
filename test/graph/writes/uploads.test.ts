import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onlyError, removeConnection } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { type Announced, beginUpload, pdfOf, putBytes, RECRUITER } from "../../support/uploads.js";

const MIB = 2 ** 20;

let subgraph: TestSubgraph;
let connectionId: string;

beforeAll(async () => {
  subgraph = await startSubgraph({ sandbox: { opportunities: 12 } });
  connectionId = await subgraph.connect();
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const refusals = async (announced: Announced): Promise<unknown> => {
  const { uploadId, uploadUrl, expiresAt, userErrors } = await beginUpload(subgraph, connectionId, announced);
  expect([uploadId, uploadUrl, expiresAt]).toEqual([null, null, null]);
  return userErrors.map(({ code, path }) => [code, path?.join(".")]);
};

describe("createAtsUpload", () => {
  test("gives a link and asks Lever nothing", async () => {
    subgraph.sandbox.clearRequests();
    const { uploadId, uploadUrl, userErrors, answer } = await beginUpload(subgraph, connectionId);
    expect([userErrors, answer.errors]).toEqual([[], []]);
    expect(uploadId).toMatch(/^[A-Za-z0-9-]{36}$/);
    expect((await putBytes(uploadUrl, pdfOf(2_000))).status).toBe(204);
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("takes 30 MiB and not a byte more", async () => {
    expect((await beginUpload(subgraph, connectionId, { size: 30 * MIB })).userErrors).toEqual([]);
    expect(await refusals({ size: 30 * MIB + 1 })).toEqual([["UPLOAD_TOO_LARGE", "input.size"]]);
  });

  test.each([
    ["a program", { filename: "cv.exe", contentType: "application/pdf" }, "filename"],
    ["a name without an extension", { filename: "cv", contentType: "application/pdf" }, "filename"],
    ["an unknown content type", { filename: "cv.pdf", contentType: "application/zip" }, "contentType"],
    ["a content type of another kind", { filename: "cv.pdf", contentType: "image/png" }, "contentType"],
  ])("refuses %s", async (_, announced, field) => {
    expect(await refusals(announced)).toEqual([["UPLOAD_TYPE_UNSUPPORTED", `input.${field}`]]);
  });

  test.each([
    ["a path", "../cv.pdf"],
    ["a path of Windows", "C:\\cv.pdf"],
    ["a line break", "cv\r\nX: y.pdf"],
    ["a change of direction", "cv\u202efdp.exe.pdf"],
    ["nothing but space", " "],
    ["a hidden file", ".pdf"],
    ["a very long name", `${"x".repeat(300)}.pdf`],
  ])("calls %s malformed", async (_, filename) => {
    const { answer } = await beginUpload(subgraph, connectionId, { filename });
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "input.filename" });
  });

  test.each([0, -1])("calls a size of %i malformed", async (size) => {
    const { answer } = await beginUpload(subgraph, connectionId, { size });
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "input.size" });
  });

  test("knows nothing of another account's connection", async () => {
    const { userErrors, uploadId } = await beginUpload(subgraph, connectionId, {}, { ...RECRUITER, account: "globex" });
    expect(uploadId).toBeNull();
    expect(userErrors).toMatchObject([{ code: "NOT_FOUND", path: ["input", "connectionId"] }]);
  });

  test("needs the role recruiter", async () => {
    const { answer } = await beginUpload(subgraph, connectionId, {}, { ...RECRUITER, roles: "viewer,confidential" });
    expect(onlyError(answer).extensions).toMatchObject({ code: "FORBIDDEN", requiredRole: "recruiter" });
  });

  test("goes with its connection", async () => {
    const other = await subgraph.connect(undefined, { account: "short-lived" });
    const as = { ...RECRUITER, account: "short-lived" };
    const { uploadUrl } = await beginUpload(subgraph, other, {}, as);
    await removeConnection(subgraph, other, { account: "short-lived" });
    expect((await putBytes(uploadUrl, pdfOf(2_000))).status).toBe(404);
    expect((await beginUpload(subgraph, other, {}, as)).userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
  });
});
