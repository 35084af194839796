import { type RawBuilder, sql } from "kysely";
import type { Database } from "../schema.js";
import type { SealedBox, SealedValue, SealedValues } from "../sealed-values.js";
import { SEALED_COLUMNS, type SealedColumn } from "./sealed-columns.js";

type KeyPart = string | number;

/** What a portion's statement answers with: the parts of the key by their number. */
type Row = Readonly<Record<`key_${number}`, KeyPart>> & {
  readonly account: string | null;
  readonly sealed: SealedBox | null;
};

/** The sealed values of all tables. */
export function createSealedValues({ kysely }: Database): SealedValues {
  return {
    portion: async (kind, beginning, after) => {
      const column = SEALED_COLUMNS[kind];
      // Within a query of Kysely's own, which only reads: a statement in plain SQL takes SQLite's lock for writing.
      const rows = await kysely
        .selectFrom(portionOf(column, beginning, after).as("portion"))
        .selectAll()
        .execute();
      return rows.map((row) => toValue(row, column));
    },
    replace: async (kind, key, from, to) => {
      const { table, column, key: names } = SEALED_COLUMNS[kind];
      const name = sql.ref(column);
      const isRow = names.map((part, index) => sql`${sql.ref(part)} = ${key[index]}`);
      const { numAffectedRows = 0n } = await sql`update ${sql.table(table)} set ${name} = ${to}
        where ${sql.join(isRow, sql` and `)} and ${name} = ${from}`.execute(kysely);
      return numAffectedRows > 0n;
    },
  };
}

/** The primary key's order makes a portion as cheap as its rows, wherever it is in the table. */
function portionOf(
  { table, column, key, owner, portion }: SealedColumn,
  beginning: SealedBox,
  after: SealedValue["key"] | null,
): RawBuilder<Row> {
  const value = sql.ref(`${table}.${column}`);
  const names = key.map((part) => sql.ref(`${table}.${part}`));
  const keys = names.map((name, index) => sql`${name} as ${sql.ref(`key_${index}`)}`);
  const account = owner ? sql.ref("owner.account_id") : sql`null`;
  const owners = owner
    ? sql`inner join ${sql.table(owner.table)} as owner on owner.id = ${sql.ref(`${table}.${owner.by}`)}`
    : sql``;
  const isBehind = after === null ? sql`` : sql`and (${sql.join(names)}) > (${sql.join(after)})`;
  return sql<Row>`(
    select ${sql.join(keys)}, ${account} as account,
      case when substr(${value}, 1, ${beginning.length}) = ${beginning} then null else ${value} end as sealed
    from ${sql.table(table)} ${owners}
    where ${value} is not null ${isBehind}
    order by ${sql.join(names)}
    limit ${portion}
  )`;
}

function toValue(row: Row, { key: names, owner }: SealedColumn): SealedValue {
  const key = names.map((_, index) => row[`key_${index}`] ?? "");
  return { key, place: owner ? [row.account ?? "", ...key] : key, sealed: row.sealed };
}
