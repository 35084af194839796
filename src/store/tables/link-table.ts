import type { Transaction } from "kysely";
import { chunksOf } from "../chunks.js";
import type { Database, LinkIndexTable, StoreSchema } from "../schema.js";
import type { FoundLink, LinkStore, SeenPerson } from "../store.js";
import { forgetContact, forgetOpportunities, follow } from "./link-removals.js";
import type { StoredContacts } from "./stored-contacts.js";
import { whileConnected } from "./while-connected.js";

/** The link index, in its table; `stored` hears of opportunities that are forgotten. */
export function createLinkStore(database: Database, stored: StoredContacts): LinkStore {
  return {
    find: (connectionId, digests) => find(database, connectionId, digests),
    learn: async (connectionId, generation, people) => {
      // A hundred people have a few hundred links.
      for (const some of chunksOf(people, 100)) {
        await whileConnected(database, connectionId, (transaction) =>
          learn(transaction, connectionId, generation, some),
        );
      }
    },
    learnExport: async (connectionId, digest, contactId) => {
      await whileConnected(database, connectionId, async (transaction) => {
        const generation = await presentGeneration(transaction, connectionId);
        const row = { connection_id: connectionId, kind: "EXPORTED", digest, contact_id: contactId } as const;
        await insert(transaction, [{ ...row, generation }]);
      });
    },
    follow: (connectionId, merged) => follow(database, connectionId, merged),
    forgetOpportunities: async (connectionId, opportunityIds) => {
      await forgetOpportunities(database, connectionId, opportunityIds);
      stored.drop(connectionId, opportunityIds);
    },
    forgetContact: async (connectionId, contactId) => {
      stored.drop(connectionId, await forgetContact(database, connectionId, contactId));
    },
    opportunitiesOf: async (connectionId, contactId) => {
      const rows = await database.kysely
        .selectFrom("opportunity")
        .select("opportunity_id")
        .where("connection_id", "=", connectionId)
        .where("contact_id", "=", contactId)
        .execute();
      return rows.map((row) => row.opportunity_id);
    },
    sweep: (connectionId, generation) => sweep(database, connectionId, generation),
  };
}

async function find({ kysely }: Database, connectionId: string, digests: readonly string[]): Promise<FoundLink[]> {
  const found: FoundLink[] = [];
  for (const some of chunksOf([...new Set(digests)])) {
    const rows = await kysely
      .selectFrom("link_index")
      .select(["kind", "digest", "contact_id as contactId"])
      .where("connection_id", "=", connectionId)
      .where("digest", "in", some)
      .orderBy("digest")
      .orderBy("contact_id")
      .execute();
    found.push(...rows);
  }
  return found;
}

async function sweep({ kysely }: Database, connectionId: string, generation: number): Promise<void> {
  await kysely
    .deleteFrom("link_index")
    .where("connection_id", "=", connectionId)
    .where("generation", "<", generation)
    .execute();
}

/** 0 before the first sync. */
async function presentGeneration(transaction: Transaction<StoreSchema>, connectionId: string): Promise<number> {
  const sync = await transaction
    .selectFrom("sync_state")
    .select("generation")
    .where("connection_id", "=", connectionId)
    .executeTakeFirst();
  return sync?.generation ?? 0;
}

async function learn(
  transaction: Transaction<StoreSchema>,
  connectionId: string,
  generation: number,
  people: readonly SeenPerson[],
): Promise<void> {
  const contactIds = people.map(({ contactId }) => contactId);
  const rows = people.flatMap(({ contactId, links }) =>
    links.map(({ kind, digest }) => ({ connection_id: connectionId, digest, contact_id: contactId, kind, generation })),
  );
  const kept = await transaction
    .selectFrom("link_index")
    .select(["digest", "contact_id", "kind", "generation"])
    .where("connection_id", "=", connectionId)
    .where("contact_id", "in", contactIds)
    .execute();
  const wanted = new Set(rows.map(placeOf));
  const whole = new Set(people.filter(({ isWhole }) => isWhole).map(({ contactId }) => contactId));
  const anonymous = new Set(people.filter(({ isAnonymous }) => isAnonymous).map(({ contactId }) => contactId));
  const isGone = (row: Pick<LinkIndexTable, "kind" | "contact_id" | "digest">): boolean =>
    row.kind !== "EXPORTED" && whole.has(row.contact_id) && !wanted.has(placeOf(row));
  const gone = kept.filter((row) => anonymous.has(row.contact_id) || isGone(row));
  const known = new Set(kept.map(placeOf));
  if (gone.length > 0) await remove(transaction, connectionId, gone);
  await insert(
    transaction,
    rows.filter((row) => !known.has(placeOf(row))),
  );
  if (kept.some((row) => row.generation < generation)) await mark(transaction, connectionId, generation, contactIds);
}

type Place = Pick<LinkIndexTable, "digest" | "contact_id">;

function placeOf({ digest, contact_id }: Place): string {
  return `${digest} ${contact_id}`;
}

async function remove(
  transaction: Transaction<StoreSchema>,
  connectionId: string,
  places: readonly Place[],
): Promise<void> {
  for (const some of chunksOf(places, 100)) {
    await transaction
      .deleteFrom("link_index")
      .where("connection_id", "=", connectionId)
      .where((eb) => eb.or(some.map(({ digest, contact_id }) => eb.and({ digest, contact_id }))))
      .execute();
  }
}

/** In one order everywhere, so that two writers that meet don't wait for each other crosswise. */
async function insert(transaction: Transaction<StoreSchema>, rows: readonly LinkIndexTable[]): Promise<void> {
  const unique = [...new Map(rows.map((row) => [placeOf(row), row])).entries()];
  const sorted = unique.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
  for (const some of chunksOf(sorted)) {
    await transaction
      .insertInto("link_index")
      .values(some)
      .onConflict((conflict) =>
        conflict
          .columns(["connection_id", "digest", "contact_id"])
          .doUpdateSet((row) => ({ generation: row.ref("excluded.generation") })),
      )
      .execute();
  }
}

async function mark(
  transaction: Transaction<StoreSchema>,
  connectionId: string,
  generation: number,
  contactIds: readonly string[],
): Promise<void> {
  await transaction
    .updateTable("link_index")
    .set({ generation })
    .where("connection_id", "=", connectionId)
    .where("contact_id", "in", contactIds)
    .where("generation", "<", generation)
    .execute();
}
