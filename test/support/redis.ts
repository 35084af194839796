import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import KeyvRedis, { type RedisClientOptions } from "@keyv/redis";

const PROGRAM = "redis-server";

/** What to do about a machine without Redis. */
export const NO_REDIS = `No ${PROGRAM} in PATH: apt-get install -y redis-server`;

/**
 * Whether tests against a real Redis can run here.
 * @throws Error in CI, where they must not be left out
 */
export function hasRedis(): boolean {
  const isThere = (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, PROGRAM)));
  if (!isThere && process.env["CI"]) throw new Error(NO_REDIS);
  return isThere;
}

/** A Redis of the test's own, on a socket in a folder that goes with it and on a loopback port; it keeps nothing on disk. */
export class RedisServer implements AsyncDisposable {
  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private process: ChildProcess,
  ) {}

  static async start(): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), "redis-"));
    try {
      const port = await freePort();
      return new RedisServer(folder, port, await startIn(folder, port));
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** For whoever comes over the network. */
  get url(): string {
    return `redis://127.0.0.1:${String(this.port)}`;
  }

  /** Options of a client that fails at once where it isn't connected, as the product's does. */
  get clientOptions(): RedisClientOptions {
    const socket = {
      path: socketIn(this.folder),
      tls: false as const,
      connectTimeout: 3_000,
      reconnectStrategy: () => 20,
    };
    return { disableOfflineQueue: true, socket };
  }

  /** A store that is connected. */
  async connect(): Promise<KeyvRedis<string>> {
    const options = { throwOnErrors: true, throwOnConnectError: false, connectionTimeout: 3_000 };
    const store = new KeyvRedis<string>(this.clientOptions, options);
    await store.getClient();
    return store;
  }

  /** Takes commands and doesn't answer, until {@link resume}. */
  pause(): void {
    this.process.kill("SIGSTOP");
  }

  resume(): void {
    this.process.kill("SIGCONT");
  }

  /** Ends at once, as in a crash; with it goes everything it held. */
  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = once(this.process, "exit");
    this.process.kill("SIGKILL");
    await exited;
  }

  /** Starts again after `stop`, on the same socket. */
  async startAgain(): Promise<void> {
    this.process = await startIn(this.folder, this.port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function socketIn(folder: string): string {
  return join(folder, "redis.sock");
}

function startIn(folder: string, port: number): Promise<ChildProcess> {
  const settings = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--unixsocket",
    socketIn(folder),
    "--save",
    "",
    "--appendonly",
    "no",
  ];
  const server = spawn(PROGRAM, settings, { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", () => reject(new Error("The Redis server ended while it started")));
    server.stdout.on("data", (log: Buffer) => {
      if (log.includes("ready to accept connections") || log.includes("Ready to accept connections")) resolve(server);
    });
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
