import { randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpportunityRecord } from "../../../sandbox/data.js";
import { openSqlite } from "../../../src/store/open-database.js";
import type { StoreSchema } from "../../../src/store/schema.js";
import { createSealedValues } from "../../../src/store/tables/sealed-table.js";
import { systemClock } from "../../../src/time/system-clock.js";
import { bindingOf, SEALED_KINDS } from "../../../src/vault/bindings.js";
import { parseKeyRing } from "../../../src/vault/key-ring.js";
import { createVault } from "../../../src/vault/ring-vault.js";
import { ask } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { syncNow } from "../../support/syncs.js";
import { beginUpload, pdfOf, RECRUITER, upload } from "../../support/uploads.js";
import { deliver, deliveryOf, setSigningToken } from "../../support/webhooks.js";
import { finished, idOf, start } from "../bulk/support.js";

/**
 * What becomes of each table's rows when a person is purged. A new table has its line here, and where it holds what
 * leads to a person, it is purged in src/privacy/person-purge.ts.
 */
const TABLES: Readonly<Record<string, "holds nothing of a person" | "is purged" | "is emptied for the connection">> = {
  connection: "holds nothing of a person",
  installation_secret: "holds nothing of a person",
  stage_mapping: "holds nothing of a person",
  permission: "holds nothing of a person",
  permission_check: "holds nothing of a person",
  reference_id: "holds nothing of a person",
  sync_state: "holds nothing of a person",
  webhook_token: "holds nothing of a person",
  webhook_intake: "holds nothing of a person",
  // Who asked, and how many items.
  bulk_operation: "holds nothing of a person",
  opportunity: "is purged",
  link_index: "is purged",
  audit_entry: "is purged",
  write_record: "is purged",
  bulk_item: "is purged",
  webhook_delivery: "is purged",
  upload: "is emptied for the connection",
  upload_chunk: "is emptied for the connection",
};

const KEYS = `k1:${randomBytes(32).toString("base64")}`;
const SIGNING_TOKEN = "signing-token-of-this-test";
const SEARCHED = Object.keys(TABLES).filter((table) => TABLES[table] === "is purged");

let subgraph: TestSubgraph;
let connection: string;
let purged: Person;
let other: Person;

/** One person, and what was done about them. */
interface Person {
  readonly row: OpportunityRecord;
  readonly contactId: string;
  readonly email: string;
  readonly name: string;
  readonly bulkId: string;
}

beforeAll(async () => {
  subgraph = await startSubgraph({ sandbox: { opportunities: 60 }, environment: { ENCRYPTION_KEYS: KEYS } });
  connection = await subgraph.connect();
  await setSigningToken(subgraph, connection, SIGNING_TOKEN);
  await syncNow(subgraph, connection);
  const [one, another] = somebody();
  purged = await everythingAbout(one);
  other = await everythingAbout(another);
}, 60_000);
afterAll(() => subgraph[Symbol.asyncDispose]());

/** Two people with an address and one candidacy each. */
function somebody(): readonly [OpportunityRecord, OpportunityRecord] {
  const { opportunities, contacts } = subgraph.sandbox.data;
  const rows = [...opportunities.values()];
  const [one, another] = rows.filter(
    ({ contact, archived, isAnonymized, confidentiality }) =>
      archived === null &&
      !isAnonymized &&
      confidentiality === "non-confidential" &&
      (contacts.get(contact)?.emails.length ?? 0) > 0 &&
      rows.filter((row) => row.contact === contact).length === 1,
  );
  if (!one || !another) throw new Error("The seed has changed");
  return [one, another];
}

const write = (mutation: string, input: object, fields = "") => {
  const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
  const source = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${fields} userErrors { code path } } }`;
  return subgraph.query(source, { input }, RECRUITER);
};

/** A row in every table that can have one. */
async function everythingAbout(row: OpportunityRecord): Promise<Person> {
  const contact = subgraph.sandbox.data.contacts.get(row.contact);
  const [email = ""] = contact?.emails ?? [];
  const name = contact?.name ?? "";
  const opportunityId = `${connection}.${row.id}`;
  await write("addOpportunityNote", { opportunityId, text: `About ${name}`, idempotencyKey: `note ${row.id}` });
  const uploadId = await upload(subgraph, connection, pdfOf(700));
  await write("uploadOpportunityFile", { opportunityId, uploadId, idempotencyKey: `file ${row.contact}` });
  const exported = { connectionId: connection, profileId: `p of ${row.id}`, name, emails: [email], note: "A note" };
  await write("exportProfileToAts", {
    ...exported,
    idempotencyKey: `export ${row.id}`,
    onDuplicate: "UPDATE_EXISTING",
  });
  await deliver(
    subgraph,
    connection,
    deliveryOf(SIGNING_TOKEN, { data: { opportunityId: row.id, contactId: row.contact } }),
  );
  const advancing = [{ opportunityId, toStageId: `${connection}.offer` }];
  const bulkId = idOf(await start(subgraph, "advanceOpportunities", advancing, `bulk ${row.id}`));
  await finished(subgraph, bulkId);
  const exporting = [{ ...exported, profileId: `q of ${row.id}`, idempotencyKey: `item ${row.id}` }];
  await finished(subgraph, idOf(await start(subgraph, "exportProfilesToAts", exporting, `exports ${row.id}`)));
  return { row, contactId: row.contact, email, name, bulkId };
}

interface Dump {
  readonly tables: readonly string[];
  /** Every row of each table as text, and what is sealed in it in the clear. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Reads the database as whoever has its keys can. */
async function dump(): Promise<Dump> {
  const database = await openSqlite(subgraph.dataDir, systemClock);
  try {
    const tables = await tablesOf(database.kysely);
    const texts = new Map<string, string>();
    for (const table of tables) {
      const { rows } = await sql`select * from ${sql.table(table)}`.execute(database.kysely);
      texts.set(table, JSON.stringify(rows));
    }
    const vault = createVault(parseKeyRing(KEYS));
    const values = createSealedValues(database);
    const opened: string[] = [];
    for (const kind of SEALED_KINDS.filter((one) => one !== "uploadChunk")) {
      // No box begins so: all are to be looked at.
      for (const { sealed, place } of await values.portion(kind, "-", null)) {
        if (typeof sealed === "string") opened.push(vault.open(sealed, bindingOf(kind, ...place)));
      }
    }
    return { tables, texts: texts.set("what is sealed", opened.join("\n")) };
  } finally {
    await database.close();
  }
}

async function tablesOf(kysely: Kysely<StoreSchema>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '%_migration%'
    and name not like '%_migration_lock'`.execute(kysely);
  return rows.map(({ name }) => name).sort();
}

/** Where anything leads to a person: an id of theirs, an address, a name. */
function placesOf({ texts }: Dump, { row, contactId, email, name }: Person): readonly string[] {
  return [...texts]
    .filter(([, text]) => [row.id, contactId, email, name].some((told) => toldIn(text, told)))
    .map(([place]) => place);
}

/** Keys of callers' own choice are theirs to keep free of people: those of this test name whom they are about. */
function toldIn(text: string, told: string): boolean {
  return text.replaceAll(/"idempotency_key":"[^"]*"/g, "").includes(told);
}

const purge = (contactId: string) =>
  subgraph.query(
    `mutation ($input: PurgeAtsCandidateInput!) { purgeAtsCandidate(input: $input) { purgedId userErrors { code retryable } } }`,
    { input: { candidateId: `${connection}.${contactId}` } },
  );

test("every table has its line", async () => {
  expect((await dump()).tables).toEqual(Object.keys(TABLES).sort());
});

describe("a person who was purged", () => {
  let before: Dump;
  let after: Dump;

  beforeAll(async () => {
    before = await dump();
    const { data, errors } = await purge(purged.contactId);
    const purgedId = `${connection}.${purged.contactId}`;
    expect([data, errors]).toEqual([{ purgeAtsCandidate: { purgedId, userErrors: [] } }, []]);
    after = await dump();
  });

  test("was in every table that is purged, as somebody else is", () => {
    for (const person of [purged, other])
      expect(placesOf(before, person)).toEqual(expect.arrayContaining(SEARCHED.filter(isPlain)));
    expect(placesOf(before, purged)).toContain("what is sealed");
    expect(before.texts.get("upload")).not.toBe("[]");
  });

  test("is nowhere any more, sealed or in the clear", () => {
    expect(placesOf(after, purged)).toEqual([]);
    for (const table of ["upload", "upload_chunk"]) expect(after.texts.get(table)).toBe("[]");
  });

  test("takes nobody else along", () => {
    expect(placesOf(after, other)).toEqual(placesOf(before, other));
  });

  test("leaves who did what in the audit log, to nobody", async () => {
    const { data } = await ask(subgraph, connection, "auditLog(first: 100) { nodes { userId action opportunityId } }");
    const entries = data.atsConnection.auditLog.nodes as readonly { action: string; opportunityId: string | null }[];
    const notes = entries.filter(({ action }) => action === "addOpportunityNote");
    expect(notes.map(({ opportunityId }) => opportunityId).sort()).toEqual(
      [`${connection}.${other.row.id}`, null].sort(),
    );
  });

  test("is not written about again by a key that was used for them", async () => {
    subgraph.sandbox.clearRequests();
    const opportunityId = `${connection}.${purged.row.id}`;
    const note = { opportunityId, text: `About ${purged.name}`, idempotencyKey: `note ${purged.row.id}` };
    const { data } = await write("addOpportunityNote", note, "note { id }");
    const path = ["input", "idempotencyKey"];
    expect(data.addOpportunityNote).toEqual({ note: null, userErrors: [{ code: "NOT_FOUND", path }] });
    expect(subgraph.sandbox.calls(/^(POST|PUT)/)).toEqual([]);
  });

  test("is an item of nobody in what was done for many", async () => {
    const { data } = await subgraph.query(
      `query ($id: ID!) { atsBulkOperation(id: $id) { total failed items { nodes { index opportunity { id } userErrors { code } } } } }`,
      { id: purged.bulkId },
    );
    expect(data.atsBulkOperation).toEqual({
      ...{ total: 1, failed: 0 },
      items: { nodes: [{ index: 0, opportunity: null, userErrors: [] }] },
    });
  });
});

/** Where a person stands by an id; the link index has digests beside it. */
function isPlain(table: string): boolean {
  return table !== "bulk_item" && table !== "write_record";
}

test("a person about whom something is still to be written is not purged until that is done", async () => {
  const mend = subgraph.sandbox.inject({ path: /^\/opportunities/, do: { kind: "hang" } });
  const items = [{ opportunityId: `${connection}.${other.row.id}`, toStageId: `${connection}.applicant-new` }];
  await start(subgraph, "advanceOpportunities", items, "held up");
  const { data } = await purge(other.contactId);
  mend();
  expect(data.purgeAtsCandidate).toEqual({
    ...{ purgedId: null, userErrors: [{ code: "WRITE_OUTCOME_UNKNOWN", retryable: true }] },
  });
  expect(placesOf(await dump(), other)).toContain("opportunity");
});

test("begun and not ended, an upload of the connection is let go of as well", async () => {
  const { uploadUrl } = await beginUpload(subgraph, connection);
  await purge("nobody-here");
  expect((await fetch(uploadUrl, { method: "PUT", body: new Uint8Array(pdfOf(2_000)) })).status).toBe(404);
});
