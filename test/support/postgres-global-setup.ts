import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import { findPostgres, NO_POSTGRES, PostgresServer } from "./postgres.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Where a test file gets the URL of the run's PostgreSQL server; null where PostgreSQL is not installed. */
    postgresDoor: string | null;
  }
}

/**
 * One PostgreSQL server for the whole run, started when the first test file asks for it. Where PostgreSQL is not
 * installed, tests that need it fail in CI, and are skipped elsewhere.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const programs = await findPostgres();
  if (programs === null) {
    process.stderr.write(`${NO_POSTGRES}\n`);
    project.provide("postgresDoor", null);
    return () => Promise.resolve();
  }
  let started: Promise<PostgresServer> | undefined;
  const door = createServer((_, response) => {
    started ??= PostgresServer.start(programs);
    started.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  door.listen(0, "127.0.0.1");
  await once(door, "listening");
  project.provide("postgresDoor", `http://127.0.0.1:${String((door.address() as AddressInfo).port)}`);
  return async () => {
    door.closeAllConnections();
    door.close();
    await (await started)?.[Symbol.asyncDispose]();
  };
}
