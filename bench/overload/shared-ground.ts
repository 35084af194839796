import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { findPostgres, NO_POSTGRES, PostgresServer } from "../../test/support/postgres.js";
import { hasRedis, NO_REDIS } from "../../test/support/redis.js";

const REDIS = "redis-server";

/** What replicas share: a database and a Redis, running for one benchmark. */
export interface SharedGround extends AsyncDisposable {
  /** For each of the replicas. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts both on ports of their own; a text that says what is missing, where they are not installed. */
export async function startSharedGround(): Promise<SharedGround | string> {
  const programs = await findPostgres();
  if (programs === null) return NO_POSTGRES;
  if (!hasRedis()) return NO_REDIS;
  const postgres = await PostgresServer.start(programs);
  try {
    const redis = await startRedis();
    return {
      environment: { DATABASE_URL: postgres.url, REDIS_URL: redis.url },
      [Symbol.asyncDispose]: async () => {
        await redis[Symbol.asyncDispose]();
        await postgres[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await postgres[Symbol.asyncDispose]();
    throw error;
  }
}

/** A Redis that keeps nothing on disk; replicas reach it by a URL, which has no form for a socket. */
async function startRedis(): Promise<AsyncDisposable & { readonly url: string }> {
  const port = await freePort();
  const settings = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn(REDIS, settings, { stdio: ["ignore", "pipe", "ignore"] });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", () => reject(new Error("The Redis server ended while it started")));
    server.stdout.on("data", (log: Buffer) => {
      if (/ready to accept connections/i.test(log.toString("utf8"))) resolve();
    });
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      const ended = once(server, "exit");
      server.kill("SIGKILL");
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
