import http from "node:http";
import type { Forwarding } from "./forwarding.js";

/** What a try came to. */
export interface TryOutcome {
  /** Null: no answer came. */
  readonly status: number | null;
  /** Why none came; null: one did. */
  readonly problem: string | null;
}

/** Lever docs, "Webhooks": no others are sent. Beside these are those that HTTP itself needs. */
const HEADERS = { "User-Agent": "Lever-Webhooks", "Content-Type": "application/json" };

/** More at once wait for their turn. Not documented. */
const MAX_SOCKETS = 64;

/** Sends deliveries over the wire, and answers with what came of it. */
export class Sender implements Disposable {
  readonly #agent = new http.Agent({ maxSockets: MAX_SOCKETS });
  /** What breaks a request off. */
  readonly #underWay = new Set<(reason: Error) => void>();
  #isStopped = false;

  /** `timeoutMs`: how long an answer may take; not documented. */
  constructor(
    private readonly forwarding: Forwarding,
    private readonly timeoutMs: number,
  ) {}

  /** Never rejects. */
  async post(url: string, body: string): Promise<TryOutcome> {
    try {
      if (this.#isStopped) throw stopped();
      const target = this.forwarding.targetOf(url);
      if (target === null) throw new Error(`${new URL(url).origin} could not be reached`);
      return { status: await this.#statusOf(new URL(target), new URL(url).host, body), problem: null };
    } catch (error) {
      return { status: null, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Breaks off what is under way. */
  [Symbol.dispose](): void {
    this.#isStopped = true;
    for (const breakOff of this.#underWay) breakOff(stopped());
    this.#agent.destroy();
  }

  /** Redirects are not followed: that is an answer as any other. */
  #statusOf(target: URL, host: string, body: string): Promise<number> {
    return new Promise((resolve, reject) => {
      // A socket of its own: one that the receiver closes just now would look like a try that failed.
      const own = { Host: host, Connection: "close", "Content-Length": Buffer.byteLength(body) };
      const headers = { ...HEADERS, ...own };
      const request = http.request(target, { method: "POST", agent: this.#agent, headers });
      let timer: NodeJS.Timeout | undefined;
      const breakOff = (reason: Error) => {
        // One that still waits for its socket says nothing by itself.
        reject(reason);
        request.destroy(reason);
      };
      this.#underWay.add(breakOff);
      request.once("socket", () => {
        timer = setTimeout(() => breakOff(new Error("No answer came in time")), this.timeoutMs);
      });
      request.once("response", (response) => {
        // What it says is ignored.
        response.on("error", () => undefined).resume();
        resolve(response.statusCode ?? 0);
      });
      request.on("error", reject);
      request.once("close", () => {
        clearTimeout(timer);
        this.#underWay.delete(breakOff);
      });
      request.end(body);
    });
  }
}

function stopped(): Error {
  return new Error("The sandbox was stopped");
}
