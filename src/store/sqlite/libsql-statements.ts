import type Libsql from "libsql";
import type { CompiledQuery, QueryResult } from "kysely";
import { statementValues, type StatementValue } from "../statement-values.js";

const TRANSACTION_COMMAND = /^(begin|commit|rollback)\b/i;

/**
 * How a statement is begun that stands alone; null where it needs nothing before it: within a transaction, or as one
 * of its ends. Only Kysely's own selects are known to read; whatever else takes the lock for writing.
 */
export function lockFor(file: Libsql.Database, { sql, query }: CompiledQuery): "read" | "write" | null {
  if (isInTransaction(file) || TRANSACTION_COMMAND.test(sql)) return null;
  return query.kind === "SelectQueryNode" ? "read" : "write";
}

/**
 * Begins a transaction that has its lock already: a prepared statement that finds the file locked is not reset by
 * libsql 0.5 before the collector finds it, and until then nothing that this process writes is committed
 * (https://github.com/tursodatabase/libsql-client-ts/issues/352). `exec` leaves nothing behind.
 */
export function beginWith(file: Libsql.Database, lock: "read" | "write"): void {
  if (lock === "write") {
    file.exec("begin immediate");
    return;
  }
  file.exec("begin");
  try {
    file.exec("select 1 from sqlite_schema limit 1");
  } catch (error) {
    file.exec("rollback");
    throw error;
  }
}

/** Takes back a transaction, if SQLite has not done so itself. */
export function rollBack(file: Libsql.Database): void {
  if (isInTransaction(file)) file.exec("rollback");
}

/** libsql ends the process when it is asked this of a file that is closed. */
function isInTransaction(file: Libsql.Database): boolean {
  return file.open && file.inTransaction;
}

/** Runs a statement whose transaction holds the lock that it needs. */
export function execute<Row>(file: Libsql.Database, { sql, parameters }: CompiledQuery): QueryResult<Row> {
  if (TRANSACTION_COMMAND.test(sql)) {
    file.exec(sql);
    return { rows: [] };
  }
  const statement = file.prepare(sql);
  const values = statementValues(parameters).map(toSqliteValue);
  if (statement.reader) return { rows: statement.all(values).map(toRow) as Row[] };
  return { rows: [], numAffectedRows: BigInt(statement.run(values).changes) };
}

/** libsql binds every JavaScript number as REAL, which a column without affinity or an expression would keep. */
function toSqliteValue(value: StatementValue): StatementValue {
  return Number.isSafeInteger(value) ? BigInt(Number(value)) : value;
}

/** libsql gives bytes as ArrayBuffer, where PostgreSQL's client gives a Buffer. */
function toRow(row: unknown): unknown {
  const columns = Object.entries(row as Record<string, unknown>);
  if (!columns.some(([, value]) => value instanceof ArrayBuffer)) return row;
  return Object.fromEntries(
    columns.map(([name, value]) => [name, value instanceof ArrayBuffer ? Buffer.from(value) : value]),
  );
}
