import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);
const LOOPBACK_ONLY = fileURLToPath(new URL("./loopback-only.cjs", import.meta.url));

/**
 * The demo as `npm run demo` starts it, in a process of its own. A connection to another machine is refused, and
 * written to its errors.
 */
export class DemoProcess implements AsyncDisposable {
  output = "";
  errors = "";
  readonly #child;
  readonly #closed: Promise<unknown[]>;
  #watchers: (() => void)[] = [];

  constructor(...options: readonly string[]) {
    const commandLine = ["--import", "tsx", "--import", "reflect-metadata", "demo/main.ts", ...options];
    this.#child = spawn(process.execPath, commandLine, {
      cwd: ROOT,
      // A group of its own: a terminal's Ctrl+C reaches all processes of one.
      detached: true,
      env: { ...process.env, NODE_OPTIONS: `--require ${LOOPBACK_ONLY}` },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#closed = once(this.#child, "close");
    this.#child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.output += text;
      for (const watch of this.#watchers) watch();
    });
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => (this.errors += text));
  }

  /** Resolves once the text was printed; rejects when the demo ends before. */
  async untilPrinted(text: string): Promise<void> {
    const printed = new Promise<void>((resolve) => {
      const watch = (): void => {
        if (this.output.includes(text)) resolve();
      };
      this.#watchers.push(watch);
      watch();
    });
    const ended = this.#closed.then(() => Promise.reject(new Error(`the demo ended: ${this.errors}`)));
    await Promise.race([printed, ended]);
  }

  /** As Ctrl+C in a terminal does. */
  interrupt(): void {
    this.#signal("SIGINT");
  }

  /** Its exit code, once it has ended. */
  async exitCode(): Promise<number | null> {
    await this.#closed;
    return this.#child.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#signal("SIGKILL");
    await this.#closed;
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#child.pid !== undefined) process.kill(-this.#child.pid, signal);
  }
}
