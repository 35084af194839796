import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chown, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";

const run = promisify(execFile);

const DEBIAN_FOLDER = "/usr/lib/postgresql";
export const POSTGRES_USER = "lever_test";
export const POSTGRES_PASSWORD = "canary-of-the-database-password";

/** For tests only: a crash of the machine may lose everything. */
const FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];
const START_ATTEMPTS = 5;

/** What to do about a machine without PostgreSQL. */
export const NO_POSTGRES =
  "No PostgreSQL server here (looked for initdb in PATH and /usr/lib/postgresql/*/bin): apt-get install -y postgresql";

/** The folder of PostgreSQL's programs; null where none is installed. */
export async function findPostgres(): Promise<string | null> {
  const versions = existsSync(DEBIAN_FOLDER) ? await readdir(DEBIAN_FOLDER) : [];
  const newestFirst = versions.sort((one, other) => Number(other) - Number(one));
  const folders = [
    ...newestFirst.map((version) => join(DEBIAN_FOLDER, version, "bin")),
    ...(process.env["PATH"] ?? "").split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres"))) ?? null;
}

/** A PostgreSQL server of its own, on a loopback port, with its data in a folder that goes with it. */
export class PostgresServer implements AsyncDisposable {
  private constructor(
    private readonly programs: string,
    private readonly folder: string,
    private readonly owner: Owner,
    private readonly port: number,
    private process: ChildProcess,
  ) {}

  static async start(programs: string): Promise<PostgresServer> {
    const folder = await mkdtemp(join(tmpdir(), "postgres-"));
    try {
      const owner = await ownerOfServer();
      await makeCluster(programs, folder, owner);
      for (let attempts = 1; ; attempts++) {
        const port = await freePort();
        const process = await startServer(programs, folder, owner, port);
        // Another process may have taken the port meanwhile.
        if (process) return new PostgresServer(programs, folder, owner, port, process);
        if (attempts >= START_ATTEMPTS) throw new Error("The PostgreSQL server does not start");
      }
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Of the database that every server has. */
  get url(): string {
    return `postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@127.0.0.1:${String(this.port)}/postgres`;
  }

  /** Breaks all connections and refuses new ones. */
  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = once(this.process, "exit");
    this.process.kill("SIGINT");
    await exited;
  }

  /** Starts again after `stop`, on the same port with the same data. */
  async startAgain(): Promise<void> {
    const process = await startServer(this.programs, this.folder, this.owner, this.port);
    if (!process) throw new Error("The PostgreSQL server does not start again");
    this.process = process;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Makes a database with nothing in it; answers with its URL. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  await onServer(serverUrl, `create database ${name}`);
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
}

/** Drops a database, whoever is still connected to it. */
export async function dropDatabase(serverUrl: string, databaseUrl: string): Promise<void> {
  await onServer(serverUrl, `drop database ${new URL(databaseUrl).pathname.slice(1)} with (force)`);
}

async function onServer(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** The server refuses to run as root. */
async function ownerOfServer(): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  for (const user of ["postgres", "nobody"]) {
    const [uid, gid] = await Promise.all([idOf("-u", user), idOf("-g", user)]);
    if (uid !== null && gid !== null) return { uid, gid };
  }
  throw new Error("PostgreSQL can't run as root, and there is no user postgres or nobody to run it as");
}

async function idOf(flag: "-u" | "-g", user: string): Promise<number | null> {
  try {
    return Number((await run("id", [flag, user])).stdout);
  } catch {
    return null;
  }
}

async function makeCluster(programs: string, folder: string, owner: Owner): Promise<void> {
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, POSTGRES_PASSWORD, { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined) {
    await chown(folder, owner.uid, owner.gid);
    await chown(passwordFile, owner.uid, owner.gid);
  }
  const settings = ["--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--encoding=UTF8", "--locale=C", "--no-sync"];
  await run(
    join(programs, "initdb"),
    [...settings, `--username=${POSTGRES_USER}`, `--pgdata=${join(folder, "data")}`],
    { ...owner, cwd: folder },
  );
}

/** Resolves when the server takes connections; null when it ended instead. */
async function startServer(programs: string, folder: string, owner: Owner, port: number): Promise<ChildProcess | null> {
  const settings = ["listen_addresses=127.0.0.1", `port=${String(port)}`, "unix_socket_directories=", ...FAST];
  const server = spawn(
    join(programs, "postgres"),
    ["-D", join(folder, "data"), ...settings.flatMap((setting) => ["-c", setting])],
    { ...owner, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", () => {
      resolve(null);
    });
    server.stderr.on("data", (log: Buffer) => {
      if (log.includes("ready to accept connections")) resolve(server);
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
