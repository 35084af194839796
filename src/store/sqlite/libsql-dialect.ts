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
import { closeDatabaseFile } from "./database-file.js";
import { beginWith, execute, lockFor, rollBack } from "./libsql-statements.js";
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
  const connection: DatabaseConnection = {
    executeQuery: <Row>(query: CompiledQuery) => asStore(() => runQuery<Row>(file, clock, query)),
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
    beginTransaction: () => asStore(() => begin(file, clock, "write")),
    commitTransaction: () => asStore(() => commit(file, clock)),
    rollbackTransaction: () =>
      asStore(() => {
        rollBack(file);
        return Promise.resolve();
      }),
    destroy: () => {
      closeDatabaseFile(file);
      return Promise.resolve();
    },
  };
}

/** A statement that stands alone is a transaction of its own. */
async function runQuery<Row>(file: Libsql.Database, clock: Clock, query: CompiledQuery): Promise<QueryResult<Row>> {
  const lock = lockFor(file, query);
  if (lock === null) return whileBusy(clock, () => execute<Row>(file, query));
  await begin(file, clock, lock);
  try {
    const result = execute<Row>(file, query);
    await commit(file, clock);
    return result;
  } catch (error) {
    rollBack(file);
    throw error;
  }
}

async function begin(file: Libsql.Database, clock: Clock, lock: "read" | "write"): Promise<void> {
  await whileBusy(clock, () => {
    beginWith(file, lock);
  });
}

async function commit(file: Libsql.Database, clock: Clock): Promise<void> {
  await whileBusy(clock, () => {
    file.exec("commit");
  });
}

async function asStore<Result>(attempt: () => Promise<Result>): Promise<Result> {
  try {
    return await attempt();
  } catch (error) {
    throw fromSqliteError(error);
  }
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
