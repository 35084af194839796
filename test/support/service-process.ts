import { type ChildProcess, execFile, spawn } from "node:child_process";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const ROOT = new URL("../../", import.meta.url).pathname;

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What the machine lets the process have; all that there is without it. */
export interface ProcessLimits {
  /** Of each file that it writes, KiB: as a disk that is full. */
  readonly fileSizeKiB?: number;
}

function limitsOf({ fileSizeKiB }: ProcessLimits): string {
  return fileSizeKiB === undefined ? "" : `ulimit -f ${String(fileSizeKiB)};`;
}

/** The built service as a process of its own. */
export class ServiceProcess implements AsyncDisposable {
  stdout = "";
  stderr = "";
  readonly ended: Promise<Ending>;
  /** The first line of stdout; rejects where the process ends before it. */
  readonly firstLine: Promise<string>;
  readonly #child: ChildProcess;

  /**
   * `folder`: where {@link buildService} has put it. Nothing of this process's environment but PATH is passed on.
   * `program`: the file of src that is started.
   */
  constructor(
    folder: string,
    environment: Readonly<Record<string, string>>,
    { program = "main", ...limits }: ProcessLimits & { readonly program?: string } = {},
  ) {
    const options = ["--enable-source-maps", join(folder, "dist", "bundle", `${program}.mjs`)];
    const child = spawn("bash", ["-c", `${limitsOf(limits)} exec "$0" "$@"`, process.execPath, ...options], {
      cwd: ROOT,
      // Checks of permissions would send requests at any time, which tests that count them don't expect; and a machine
      // that runs many tests at once is behind.
      env: {
        ...{ PATH: process.env["PATH"] ?? "", PERMISSION_CHECK: "false", MAX_EVENT_LOOP_LAG_MS: "60000" },
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    child.stdout.on("data", (chunk: Buffer) => (this.stdout += chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => (this.stderr += chunk.toString("utf8")));
    this.ended = new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal })));
    this.firstLine = new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).once("line", resolve);
      void this.ended.then(({ code }) => reject(new Error(`It ended with ${String(code)}: ${this.stderr}`)));
    });
    // Who doesn't wait for the line must not fail on it.
    this.firstLine.catch(() => undefined);
  }

  /** Where it serves, once it does. */
  async url(): Promise<string> {
    return (JSON.parse(await this.firstLine) as { readonly url: string }).url;
  }

  /** Of the operating system. */
  get processId(): number {
    if (this.#child.pid === undefined) throw new Error("It has not started");
    return this.#child.pid;
  }

  /** Lets it have no more files and sockets at once from now on: to start it needs many. */
  async limitOpenFiles(count: number): Promise<void> {
    await promisify(execFile)("prlimit", ["--pid", String(this.#child.pid), `--nofile=${String(count)}`]);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.ended;
  }
}

/** Builds the service into a folder of the test's own, as `npm run build` does into dist. */
export async function buildService(folder: string): Promise<void> {
  const dist = join(folder, "dist");
  await run("typescript/bin/tsc", "-p", "tsconfig.build.json", "--outDir", dist, "--noEmitOnError", "false");
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  await symlink(join(ROOT, "package.json"), join(folder, "package.json"));
  await run("tsx/dist/cli.mjs", "scripts/bundle.ts", dist);
}

/** @throws Error with what it said, where it fails */
async function run(program: string, ...options: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [join(ROOT, "node_modules", program), ...options], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
}
