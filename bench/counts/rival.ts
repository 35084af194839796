import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { BENCH_KEY } from "../account/bench-account.js";
import { boardColumns, inboundStageIds } from "../account/bench-mapping.js";
import { GraphClient } from "../service/graph-client.js";
import type { BenchWorld } from "./bench-world.js";
import type { Contestant, RunningContestant } from "./contestant.js";

/** Where the rivals are, with packages of their own. */
export const RIVALS_FOLDER = fileURLToPath(new URL("../rivals", import.meta.url));

/** How a rival is known here. */
export interface RivalDefinition {
  readonly name: string;
  /** Its entry point, in {@link RIVALS_FOLDER}. */
  readonly file: string;
  /** By the operation's name: why it has no answer. */
  readonly cannot?: Readonly<Record<string, string>>;
}

/** A rival: a process of its own for each start, with nothing read yet. */
export class Rival implements Contestant {
  /** `connectionId`: the product's, so that both answer with the same ids. */
  constructor(
    private readonly definition: RivalDefinition,
    readonly connectionId: string,
  ) {}

  get name(): string {
    return this.definition.name;
  }

  cannot(operation: string): string | null {
    return this.definition.cannot?.[operation] ?? null;
  }

  async start({ sandbox, data }: BenchWorld): Promise<RunningContestant> {
    const child = spawn(process.execPath, ["--import", "tsx", this.definition.file], {
      cwd: RIVALS_FOLDER,
      env: {
        PATH: process.env["PATH"] ?? "",
        NODE_ENV: "production",
        LEVER_API_URL: sandbox.url,
        LEVER_API_KEY: BENCH_KEY.apiKey,
        CONNECTION_ID: this.connectionId,
        INBOUND_STAGE_IDS: JSON.stringify(inboundStageIds(data)),
        BOARD: JSON.stringify(boardColumns(data)),
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    return {
      graph: new GraphClient(await readyUrl(child)),
      putForward: async (putForwardMs) => {
        const heard = once(child, "message");
        child.send({ putForwardMs });
        await heard;
      },
      [Symbol.asyncDispose]: () => end(child),
    };
  }
}

/** @throws Error with what it said, where it ends before it serves */
async function readyUrl(child: ChildProcess): Promise<string> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  const { stdout } = child;
  if (stdout === null) throw new Error("A rival has no output");
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`A rival ended with ${String(code)}: ${said}`)));
    createInterface({ input: stdout }).on("line", (line) => {
      if (line.startsWith('{"ready"')) resolve((JSON.parse(line) as { readonly url: string }).url);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
