import { afterAll, describe, expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY } from "../../sandbox/keys.js";
import { ask, rowsOf, smallSandbox, some } from "./support.js";

const sandbox = await smallSandbox({ opportunities: 1_000 });
afterAll(() => sandbox[Symbol.asyncDispose]());
const { data } = sandbox;
const offers = [...data.offers.values()];

const pathOf = ({ id, opportunityId }: { id: string; opportunityId: string }) =>
  `/opportunities/${opportunityId}/offers/${id}/download`;

function download(path: string, key = EVERYTHING_KEY): Promise<Response> {
  return fetch(sandbox.url + path, { headers: { authorization: `Bearer ${key}` } });
}

describe("Lever docs, Offers", () => {
  test("an offer has its fields, its signatures by role, and API links to its documents", async () => {
    const row = some(offers, ({ signedDocument }) => signedDocument != null);
    const answer = some(
      rowsOf(await ask(sandbox, `/opportunities/${row.opportunityId}/offers`)),
      ({ id }) => id === row.id,
    );
    const { opportunityId: _, ...offer } = row;
    const link = `https://api.lever.co/v1${pathOf(row)}`;
    expect(answer).toEqual({
      ...offer,
      sentDocument: { ...offer.sentDocument, downloadUrl: `${link}?status=sent` },
      signedDocument: { ...offer.signedDocument, downloadUrl: `${link}?status=signed` },
    });
    expect(Object.keys(offer.signatures ?? {})).toEqual(["candidate", "company_signature_1"]);
  });

  test("fields hold texts, numbers and nothing; before it is sent there may be no documents at all", () => {
    const values = offers.flatMap(({ fields }) => fields.map(({ value }) => (value === null ? "null" : typeof value)));
    expect([...new Set(values)].sort()).toEqual(["null", "number", "string"]);
    some(offers, (offer) => !("signatures" in offer));
    some(offers, ({ signatures }) => signatures === null);
    expect(new Set(offers.map(({ status }) => status)).size).toBeGreaterThan(4);
  });

  test("an offer is one of its posting's requisition", () => {
    const requisition = some(data.requisitions.values(), ({ offerIds }) => offerIds.length > 0);
    const { fields } = data.offers.get(requisition.offerIds[0] ?? "")!;
    expect(fields.find(({ identifier }) => identifier === "requisition")?.value).toBe(requisition.id);
  });

  test("without a status the signed document is downloaded, else the sent one", async () => {
    const bytesOf = async (path: string) => Buffer.from(await (await download(path)).arrayBuffer()).toString();
    const signed = some(offers, ({ signedDocument }) => signedDocument != null);
    expect(await bytesOf(pathOf(signed))).toBe(await bytesOf(`${pathOf(signed)}?status=signed`));
    expect(await bytesOf(pathOf(signed))).not.toBe(await bytesOf(`${pathOf(signed)}?status=sent`));
    const sent = some(offers, (row) => row.signedDocument === null && row.sentDocument != null);
    const response = await download(pathOf(sent));
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect((await download(`${pathOf(sent)}?status=signed`)).status).toBe(404);
    expect((await download(`${pathOf(sent)}?status=draft`)).status).toBe(400);
    expect((await download(pathOf(some(offers, (row) => row.sentDocument == null)))).status).toBe(404);
  });

  test("the download is not among what Findem asks for", async () => {
    const sent = some(offers, (row) => row.sentDocument != null);
    expect((await download(pathOf(sent), FINDEM_KEY)).status).toBe(403);
    sandbox.addKey({
      ...{ apiKey: "offers", name: "offers", permissions: ["download an opportunity offer file"] },
      confidential: true,
    });
    expect((await download(pathOf(sent), "offers")).status).toBe(200);
    const twin = pathOf(sent).replace("/opportunities", "/candidates");
    expect((await download(twin)).status).toBe(404);
  });
});
