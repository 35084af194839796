import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** The folder of the repository. */
const ROOT = new URL("../../", import.meta.url).pathname;

/** A server in a process of its own. Disposing it ends it. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** From its start to the line that tells where it listens, milliseconds. */
  readonly startedInMs: number;
  /** Asks the process itself, where it was started with an IPC probe. */
  ask(question: string): Promise<unknown>;
}

/** How a server is started. */
export interface ServerOptions {
  /** What node is given. */
  readonly command: readonly string[];
  /** Nothing of this process's environment but PATH is passed on. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Starts a server and waits for its line of JSON with `url`.
 * @throws Error where it ends before it
 */
export async function startServer({ command, environment = {} }: ServerOptions): Promise<ServerProcess> {
  const begunAtMs = performance.now();
  const child = spawn(process.execPath, command, {
    cwd: ROOT,
    env: { PATH: process.env["PATH"] ?? "", ...environment },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = await urlFrom(child, ended);
  const startedInMs = performance.now() - begunAtMs;
  return {
    ...{ url, startedInMs, pid: child.pid ?? 0 },
    ask: (question) => ask(child, question),
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function urlFrom(child: ChildProcess, ended: Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error("Its output was not asked for");
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("{")) resolve((JSON.parse(line) as { readonly url: string }).url);
    });
    void ended.then(() => reject(new Error("The server ended before it listened")));
  });
}

function ask(child: ChildProcess, question: string): Promise<unknown> {
  return new Promise((resolve) => {
    child.once("message", resolve);
    child.send(question);
  });
}
