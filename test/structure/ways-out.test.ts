import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const SOURCE = new URL("../../src/", import.meta.url);

/** What opens a connection to somewhere else. */
const OPENS =
  /node-fetch|(?<![.\w])fetch\(|"node:(?:https?|http2|net|tls|dgram|dns)"|"pg"|@keyv\/redis|createRemoteJWKSet/;

/** Comments, and imports of what opens nothing: types, tests of addresses, the parts of a form. */
const OPENS_NOTHING = /^\s*(?:\/\/|\/?\*|import type |import \{ isIP \}|import \{ File, FormData \}).*$/gm;

/** Each asks an address of the configuration, and no address that a caller or Lever gives but by its allow-list. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  "caller/key-source.ts": "JWT_JWKS_URL",
  "lever/download/download-transport.ts": "LEVER_API_URL, and redirects of downloads to LEVER_DOWNLOAD_HOSTS",
  "lever/http/connection-sockets.ts": "the sockets of the two transports",
  "lever/http/http-transport.ts": "LEVER_API_URL",
  "service/budget-redis.ts": "REDIS_BUDGET_URL",
  "service/redis-cache.ts": "REDIS_URL",
  "store/postgres/postgres-pool.ts": "DATABASE_URL",
};

test("only these files of the product open connections to anywhere", async () => {
  const names = (await readdir(SOURCE, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const opening: string[] = [];
  for (const name of names) {
    const code = (await readFile(new URL(name, SOURCE), "utf8")).replaceAll(OPENS_NOTHING, "");
    if (OPENS.test(code)) opening.push(name);
  }
  expect(opening.sort()).toEqual(Object.keys(WAYS_OUT).sort());
});
