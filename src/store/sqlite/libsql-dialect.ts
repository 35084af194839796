import type Libsql from "libsql";
import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from "kysely";
import type { Clock } from "../../time/clock.js";
import { statementValues, type StatementValue } from "../statement-values.js";
import { closeDatabaseFile } from "./database-file.js";
import { fromSqliteError } from "./sqlite-errors.js";
import { whileBusy } from "./while-busy.js";

/**
 * SQLite through libsql. Other than Kysely's own dialect, transactions take the write lock when they begin (one that
 * takes it later can't wait for it), and a lock that another process holds is waited for without stopping this one.
 */
export function createLibsqlDialect(file: Libsql.Database, clock: Clock): Dialect {
  return {
    createDriver: () => createDriver(file, clock),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
  };
}

function createDriver(file: Libsql.Database, clock: Clock): Driver {
  const turns = createTurns();
  const run = <Result>(attempt: () => Result): Promise<Result> =>
    whileBusy(clock, attempt).catch((error: unknown) => {
      throw fromSqliteError(error);
    });
  const command = async (sql: string): Promise<void> => {
    await run(() => file.exec(sql));
  };
  const connection: DatabaseConnection = {
    executeQuery: <Row>(query: CompiledQuery) => run(() => execute<Row>(file, query)),
    // eslint-disable-next-line require-yield -- nothing here streams: a reader left open would hold the file's lock
    async *streamQuery() {
      await Promise.reject(new Error("Rows are not streamed: read a page at a time"));
    },
  };
  return {
    init: () => Promise.resolve(),
    acquireConnection: async () => {
      await turns.take();
      return connection;
    },
    releaseConnection: () => {
      turns.pass();
      return Promise.resolve();
    },
    beginTransaction: () => command("begin immediate"),
    commitTransaction: () => command("commit"),
    rollbackTransaction: () => command("rollback"),
    destroy: () => {
      closeDatabaseFile(file);
      return Promise.resolve();
    },
  };
}

function execute<Row>(file: Libsql.Database, { sql, parameters }: CompiledQuery): QueryResult<Row> {
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

/** One connection, one user at a time, first come first served. */
function createTurns(): { take(): Promise<void>; pass(): void } {
  const waiting: (() => void)[] = [];
  let taken = false;
  return {
    take: () => {
      if (taken) return new Promise<void>((resolve) => waiting.push(resolve));
      taken = true;
      return Promise.resolve();
    },
    pass: () => {
      const next = waiting.shift();
      if (next) next();
      else taken = false;
    },
  };
}
