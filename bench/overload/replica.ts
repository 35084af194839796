import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { GraphClient } from "../service/graph-client.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What is under way has so long to end, milliseconds; then it is ended. */
const DRAIN_MS = 5_000;

/** The product as a process of its own. */
export interface Replica extends AsyncDisposable {
  readonly graph: GraphClient;
}

/**
 * Starts one, of the sources as they are, with nothing of this process's environment but PATH.
 * @throws Error with what it said, where it ends before it serves
 */
export async function startReplica(environment: Readonly<Record<string, string>>): Promise<Replica> {
  const child = spawn(process.execPath, ["--import", "tsx", "--import", "reflect-metadata", "src/main.ts"], {
    cwd: ROOT,
    env: { PATH: process.env["PATH"] ?? "", HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "error", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const graph = new GraphClient(await readyUrl(child));
  return { graph, [Symbol.asyncDispose]: () => end(child) };
}

function readyUrl(child: ChildProcess): Promise<string> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  const { stdout } = child;
  if (stdout === null) throw new Error("A replica has no output");
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`A replica ended with ${String(code)}: ${said}`)));
    createInterface({ input: stdout }).on("line", (line) => {
      if (line.startsWith('{"ready"')) resolve((JSON.parse(line) as { readonly url: string }).url);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const limit = setTimeout(() => child.kill("SIGKILL"), DRAIN_MS);
  await ended;
  clearTimeout(limit);
}
