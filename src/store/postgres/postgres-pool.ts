import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import pg from "pg";
import { statementValues } from "../statement-values.js";
import { StoreContention, unavailable } from "../store-errors.js";
import { StoreUnavailable } from "../store.js";
import { fromPostgresError } from "./postgres-errors.js";

export interface PostgresPoolOptions {
  /** `postgres://…`, with any parameter of libpq's that pg knows. */
  readonly databaseUrl: string;
  /** Most connections at a time. */
  readonly size: number;
  /** Longest wait for a connection, a free one of the pool's or a new one. */
  readonly connectTimeoutMs: number;
  /** When the server gives up a statement. */
  readonly statementTimeoutMs: number;
  /** Hears of connections that are lost while nobody uses them. */
  readonly onError: (error: Error) => void;
}

/** How much longer than the server this side waits: then the server is gone, and so is the connection. */
const SILENCE_MARGIN_MS = 1_000;
const IDLE_TIMEOUT_MS = 30_000;
const INT8_TYPE = 20;

/**
 * A pool of connections whose errors are the store's, and which drops a connection that failed: pg itself would hand
 * out again one on which a statement hangs, and would end the process when one breaks between two statements.
 */
export function createPostgresPool(options: PostgresPoolOptions): PostgresPool {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    application_name: "findem-lever-subgraph",
    max: options.size,
    connectionTimeoutMillis: options.connectTimeoutMs,
    query_timeout: options.statementTimeoutMs + SILENCE_MARGIN_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    keepAlive: true,
    types: { getTypeParser },
  });
  pool.on("error", (error) => {
    options.onError(fromPostgresError(error));
  });
  const prepared = new WeakSet<pg.PoolClient>();
  return {
    connect: async () => {
      const lease = leaseOf(await take(pool));
      if (prepared.has(lease.client)) return lease;
      await prepare(lease, options);
      prepared.add(lease.client);
      return lease;
    },
    end: () => pool.end(),
  };
}

/** Times and counts come as numbers, where pg gives text for fear of those beyond 2^53. */
const getTypeParser = ((...[type, format]: Parameters<typeof pg.types.getTypeParser>): unknown =>
  type === INT8_TYPE && String(format) !== "binary"
    ? Number
    : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser;

interface Lease extends PostgresPoolClient {
  readonly client: pg.PoolClient;
}

/** One connection, from its being taken to its being given back. */
function leaseOf(client: pg.PoolClient): Lease {
  let lost: Error | null = null;
  const lose = (error: unknown): Error => {
    const failure = fromPostgresError(error);
    if (failure instanceof StoreUnavailable && !(failure instanceof StoreContention)) lost = failure;
    return failure;
  };
  client.on("error", lose);
  const query = async <Row>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>> => {
    // What is left of a transaction would wait for a connection that no longer answers.
    if (lost) throw unavailable("the connection was lost");
    try {
      return (await client.query(sql, statementValues(parameters.map(asText)))) as unknown as PostgresQueryResult<Row>;
    } catch (error) {
      throw lose(error);
    }
  };
  return {
    client,
    query: query as PostgresPoolClient["query"],
    release: () => {
      client.removeListener("error", lose);
      client.release(lost ?? false);
    },
  };
}

/**
 * By statement, since a connection pooler between here and the server refuses such settings where a connection begins.
 */
async function prepare(lease: Lease, { statementTimeoutMs }: PostgresPoolOptions): Promise<void> {
  const timeout = String(statementTimeoutMs);
  try {
    await lease.query(
      "select set_config('statement_timeout', $1, false), set_config('idle_in_transaction_session_timeout', $1, false)",
      [timeout],
    );
  } catch (error) {
    lease.release();
    throw error;
  }
}

/** Kysely's migrator binds truth values in its own statements; this is how pg itself sends them. */
function asText(value: unknown): unknown {
  return typeof value === "boolean" ? String(value) : value;
}

async function take(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    // pg reads the URL only now, and its message may quote it.
    throw error instanceof TypeError ? unavailable("DATABASE_URL can't be read as a URL") : fromPostgresError(error);
  }
}
