import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type KeyvRedis from "@keyv/redis";
import pg from "pg";
import type { RedisServer } from "../support/redis.js";

/** Every file of a folder, byte for byte: the embedded database and what SQLite keeps beside it. */
export async function dumpOfFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "latin1")));
  return texts.join("\n");
}

/** Every row of every table; bytes are in hexadecimal. */
export async function dumpOfPostgres(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    );
    const rows: string[] = [];
    for (const { name } of tables.rows) {
      const { rows: found } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      rows.push(name, ...found.map(({ row }) => row));
    }
    return rows.join("\n");
  } finally {
    await client.end();
  }
}

/** Every key of a Redis and what it holds. */
export async function dumpOfRedis(server: RedisServer): Promise<string> {
  const store = await server.connect();
  try {
    const client = await store.getClient();
    const lines: string[] = [];
    for (const key of await client.keys("*")) lines.push(key, JSON.stringify(await valueOf(client, key)));
    return lines.join("\n");
  } finally {
    await store.disconnect();
  }
}

type Client = Awaited<ReturnType<KeyvRedis<string>["getClient"]>>;

async function valueOf(client: Client, key: string): Promise<unknown> {
  const type = await client.type(key);
  if (type === "string") return client.get(key);
  if (type === "hash") return client.hGetAll(key);
  if (type === "set") return client.sMembers(key);
  if (type === "zset") return client.zRangeWithScores(key, 0, -1);
  throw new Error(`A ${type} in Redis, which this test can't read`);
}
