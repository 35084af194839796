import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { beginUpload, pdfOf } from "../support/uploads.js";

let subgraph: TestSubgraph;
let id: string;
const tokens = { file: "", upload: "", cursor: "" };

beforeAll(async () => {
  subgraph = await startSubgraph({ sandbox: { opportunities: 12 } });
  id = await subgraph.connect();
  const [file] = subgraph.sandbox.data.files.values();
  const linked = await subgraph.query(
    `mutation ($input: CreateAtsFileLinkInput!) { createAtsFileLink(input: $input) { url } }`,
    { input: { fileId: `${id}.${file?.opportunityId ?? ""}.${file?.id ?? ""}` } },
  );
  const { data } = await ask(subgraph, id, "opportunities(first: 1) { edges { cursor } }");
  tokens.file = tokenIn(linked.data.createAtsFileLink.url as string);
  tokens.upload = tokenIn((await beginUpload(subgraph, id)).uploadUrl);
  tokens.cursor = data.atsConnection.opportunities.edges[0].cursor as string;
  subgraph.sandbox.clearRequests();
});
afterAll(() => subgraph[Symbol.asyncDispose]());

function tokenIn(url: string): string {
  return new URL(url).pathname.split("/").at(-1) ?? "";
}

const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { errors: { extensions: { code: unknown } }[] }).errors[0]?.extensions.code;

test.each(["upload", "cursor"] as const)("the token of an %s opens no file", async (which) => {
  const response = await fetch(`${subgraph.url}/files/${encodeURIComponent(tokens[which])}`);
  expect([response.status, await codeOf(response)]).toEqual([404, "NOT_FOUND"]);
});

test.each(["file", "cursor"] as const)("the token of a %s takes no upload", async (which) => {
  const body = new Uint8Array(pdfOf(2_000));
  const response = await fetch(`${subgraph.url}/uploads/${encodeURIComponent(tokens[which])}`, { method: "PUT", body });
  expect(response.status).toBe(404);
});

test.each(["file", "upload"] as const)("the token of an %s is no cursor", async (which) => {
  const { errors } = await ask(subgraph, id, `opportunities(first: 1, after: "${tokens[which]}") { nodes { id } }`);
  expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", argument: "after" } }]);
});

test("the cursor of one list is none of another", async () => {
  const { errors } = await ask(subgraph, id, `postings(first: 1, after: "${tokens.cursor}") { nodes { id } }`);
  expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", argument: "after" } }]);
});
