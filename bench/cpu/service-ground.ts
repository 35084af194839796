import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startSandbox } from "../../sandbox/start-sandbox.js";
import type { ServerOptions } from "./server-process.js";

/** What the built service is measured on: the sandbox, and folders for its data. Disposing it removes them. */
export interface ServiceGround extends AsyncDisposable {
  /** A new folder. */
  folder(): Promise<string>;
  /** How the built service is started over it, as `npm start` does; `nodeOptions` stand before. */
  service(options: { readonly folder: string; readonly nodeOptions?: readonly string[] }): ServerOptions;
}

/** The opportunities of the account. */
const OPPORTUNITIES = 1_500;

/** Budgets out of the way: what is measured is a warm cache, which a new age of its rows must not hold up. */
const NO_LIMIT = { requestsPerSecond: 100_000, burst: 100_000 };
const SERVICE = {
  PORT: "0",
  LEVER_REQUESTS_PER_SECOND: "1000",
  LEVER_BURST: "10000",
  PERMISSION_CHECK: "false",
  SYNC_INTERVAL_SECONDS: "0",
  LOG_LEVEL: "warn",
  // Else it says on standard error that it has made one.
  ENCRYPTION_KEYS: `bench:${Buffer.alloc(32, 1).toString("base64")}`,
};

/**
 * Builds the service and starts the sandbox.
 * @throws Error where it can't be built
 */
export async function openGround(): Promise<ServiceGround> {
  await promisify(execFile)("npm", ["run", "build"]);
  const sandbox = await startSandbox({ opportunities: OPPORTUNITIES, ...NO_LIMIT });
  const folders: string[] = [];
  return {
    folder: async () => {
      const folder = await mkdtemp(join(tmpdir(), "findem-lever-bench-"));
      folders.push(folder);
      return folder;
    },
    service: ({ folder, nodeOptions = [] }) => ({
      command: [...nodeOptions, "--enable-source-maps", "dist/bundle/main.mjs"],
      environment: { ...SERVICE, LEVER_API_URL: sandbox.url, DATA_DIR: folder },
    }),
    [Symbol.asyncDispose]: async () => {
      await sandbox[Symbol.asyncDispose]();
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}
