import { afterAll, describe, expect, test } from "vitest";
import type { RequisitionRecord } from "../../sandbox/records/requisition.record.js";
import { FINDEM_KEY, PLAIN_KEY } from "../../sandbox/keys.js";
import { CONFIDENTIAL_POSTING_ID, FEATURED_POSTING_ID } from "../../sandbox/seed/postings.js";
import { ask, idsOf, objectOf, rowsOf, smallSandbox, some, walk } from "./support.js";

const sandbox = await smallSandbox();
afterAll(() => sandbox[Symbol.asyncDispose]());
const { data } = sandbox;
const requisitions = [...data.requisitions.values()];
const isOpen = ({ confidentiality }: RequisitionRecord) => confidentiality !== "confidential";

async function idsAt(query: string) {
  return idsOf(await walk(sandbox, `/requisitions${query}`));
}

describe("Lever docs, Requisitions", () => {
  test("the list holds no confidential ones unless asked, and those need access", async () => {
    expect(await idsAt("")).toEqual(idsOf(requisitions.filter(isOpen)));
    expect(await idsAt("?confidentiality=all")).toEqual(idsOf(requisitions));
    const hidden = some(requisitions, (row) => !isOpen(row));
    expect(await idsAt("?confidentiality=confidential")).toEqual([hidden.id]);
    const statusOf = async (path: string, key: string) => (await ask(sandbox, path, { key })).status;
    expect(await statusOf("/requisitions?confidentiality=all", PLAIN_KEY)).toBe(403);
    expect(await statusOf(`/requisitions/${hidden.id}`, PLAIN_KEY)).toBe(403);
    expect(await statusOf(`/requisitions/${hidden.id}`, FINDEM_KEY)).toBe(200);
  });

  test("can be had by code, status and time of creation, each a single value", async () => {
    const row = some(
      requisitions,
      ({ status, confidentiality }) => status === "onHold" && confidentiality !== "confidential",
    );
    expect(await idsAt(`?requisition_code=${row.requisitionCode}`)).toEqual([row.id]);
    const onHold = requisitions.filter(({ status }) => status === "onHold");
    expect(await idsAt("?status=onHold")).toEqual(idsOf(onHold));
    expect(await idsAt(`?created_at_start=${row.createdAt}&created_at_end=${row.createdAt}`)).toEqual([row.id]);
    expect((await ask(sandbox, "/requisitions?status=open&status=closed")).status).toBe(400);
    expect((await ask(sandbox, "/requisitions?status=opened")).status).toBe(400);
    expect((await ask(sandbox, "/requisitions?requisition_code=A&requisition_code=B")).status).toBe(400);
  });

  test("a single one is found by its id, not by its code", async () => {
    const row = some(requisitions, isOpen);
    expect(objectOf(await ask(sandbox, `/requisitions/${row.id}`))).toEqual(row);
    expect((await ask(sandbox, `/requisitions/${row.requisitionCode}`)).body).toEqual({
      code: "ResourceNotFound",
      message: `requisitions ${row.requisitionCode} was not found`,
    });
  });

  test("postings, owner, hiringManager and creator can be expanded, offers can't", async () => {
    const row = some(requisitions, (its) => isOpen(its) && its.postings.length > 0 && its.owner !== null);
    const query = "?expand=postings&expand=owner&expand=hiringManager&expand=creator";
    const userOf = (id: string | null) => (id === null ? null : data.users.get(id));
    expect(objectOf(await ask(sandbox, `/requisitions/${row.id}${query}`))).toMatchObject({
      owner: userOf(row.owner),
      hiringManager: userOf(row.hiringManager),
      creator: userOf(row.creator),
      postings: row.postings.map((id) => ({ id })),
    });
    expect((await ask(sandbox, "/requisitions?expand=offerIds")).status).toBe(400);
  });

  test("they and the postings name each other, a confidential one exclusively; some codes are unknown", () => {
    for (const { requisitionCode, postings } of requisitions) {
      const naming = [...data.postings.values()].filter((row) => row.requisitionCodes.includes(requisitionCode));
      expect(idsOf(naming)).toEqual([...postings].sort());
    }
    expect(some(requisitions, (row) => !isOpen(row)).postings).toEqual([CONFIDENTIAL_POSTING_ID]);
    some(requisitions, ({ postings }) => postings.includes(FEATURED_POSTING_ID));
    some(requisitions, ({ postings }) => postings.length > 1);
    some(requisitions, ({ postings }) => postings.length === 0);
    const codes = new Set(requisitions.map(({ requisitionCode }) => requisitionCode));
    some(data.postings.values(), (row) => row.requisitionCodes.some((code) => !codes.has(code)));
  });

  test("has what real ones have: unlimited headcount, approvals of all kinds, gaps", () => {
    expect(requisitions).toHaveLength(15);
    some(requisitions, (row) => row.headcountTotal === "unlimited" && row.headcountInfinite === true);
    some(requisitions, ({ approval }) => approval === null);
    some(requisitions, ({ approval }) => approval !== null && approval.steps.length === 0 && !("id" in approval));
    const approvers = requisitions.flatMap(({ approval }) => approval?.steps.flatMap((step) => step.approvers) ?? []);
    some(approvers, ({ isDynamic, user }) => isDynamic && typeof user === "string");
    some(approvers, ({ isDynamic, user }) => !isDynamic && typeof user === "object" && data.users.has(user.userId));
    some(requisitions, ({ compensationBand }) => compensationBand === null);
    some(requisitions, (row) => !("customFields" in row));
    some(requisitions, ({ customFields }) => customFields === null);
    some(requisitions, ({ customFields }) => typeof customFields?.cost_center === "object");
    some(requisitions, (row) => !("confidentiality" in row));
    some(requisitions, ({ updatedAt }) => updatedAt === null);
  });
});

describe("Lever docs, Requisition fields", () => {
  const fields = [...data.requisitionFields.values()];

  test("the list has no hasNext and is never paged", async () => {
    expect((await ask(sandbox, "/requisition_fields")).body).toEqual({ data: fields });
    expect((await ask(sandbox, "/requisition_fields?limit=1")).body).toEqual({ data: fields });
  });

  test("can be had by isRequired and type", async () => {
    const required = rowsOf(await ask(sandbox, "/requisition_fields?isRequired=true"));
    expect(idsOf(required)).toEqual(idsOf(fields.filter(({ isRequired }) => isRequired)));
    for (const type of ["number", "text", "date", "object", "dropdown"]) {
      const rows = rowsOf(await ask(sandbox, `/requisition_fields?type=${type}&isRequired=false`));
      expect(rows).toEqual(fields.filter((row) => row.type === type && !row.isRequired));
      expect(rows.length).toBeGreaterThan(0);
    }
    expect((await ask(sandbox, "/requisition_fields?type=currency")).status).toBe(400);
    expect((await ask(sandbox, "/requisition_fields?isRequired=yes")).status).toBe(400);
  });

  test("a single one is found by its key; an unknown one is a NotFoundError", async () => {
    expect(objectOf(await ask(sandbox, "/requisition_fields/cost_center"))).toMatchObject({
      ...{ id: "cost_center", type: "object" },
      subfields: [
        { id: "city", type: "text" },
        { id: "campus_code", type: "number" },
      ],
    });
    const missing = await ask(sandbox, "/requisition_fields/none");
    expect([missing.status, missing.body.code]).toEqual([404, "NotFoundError"]);
  });

  test("custom fields are keyed by them", () => {
    const ids = new Set(fields.map(({ id }) => id));
    for (const { customFields } of requisitions) {
      for (const id of Object.keys(customFields ?? {})) expect(ids.has(id)).toBe(true);
    }
  });
});
