import { createHash, randomUUID } from "node:crypto";
import type { Beat, Exchange, Exchanged, Members, SharedBuckets } from "./exchange.js";
import { EXCHANGE } from "./bucket-script.js";
import { BEAT, LEAVE } from "./registry-script.js";

/** What is asked of a connection to Redis. */
export interface RedisCommands {
  /** Sends a command, and rejects where it can't now: it waits for no connection. */
  sendCommand(command: readonly string[]): Promise<unknown>;
  /** Calls back whenever an open connection has been lost, even where another one is there already. */
  onLost(listener: () => void): void;
}

interface Script {
  readonly text: string;
  readonly digest: string;
}

/** One slot of a cluster for all of them: a script's keys have to be in one. */
const PREFIX = "{lever-budget:1}:";
const REGISTRY_KEY = `${PREFIX}replicas`;

const SCRIPTS = { exchange: script(EXCHANGE), beat: script(BEAT), leave: script(LEAVE) };

/**
 * Buckets in Redis, each exchange one script and one round trip. Needs Redis 5 or later, or what speaks its protocol,
 * and writes two kinds of keys: one for all replicas, one for each bucket that is in use.
 */
export class RedisBuckets implements SharedBuckets {
  readonly #me = randomUUID();

  constructor(private readonly redis: RedisCommands) {}

  async exchange({ bucket, limits, ...told }: Exchange): Promise<Exchanged | null> {
    const { requestsPerSecond: rate, burst } = limits;
    const answer = await this.#run(SCRIPTS.exchange, [REGISTRY_KEY, `${PREFIX}${bucket}`], { ...told, rate, burst });
    return answer === null ? null : toExchanged(answer);
  }

  async beat(beat: Beat): Promise<Members> {
    return toMembers(await this.#run(SCRIPTS.beat, [REGISTRY_KEY], beat));
  }

  async leave(): Promise<void> {
    await this.#run(SCRIPTS.leave, [REGISTRY_KEY], { isAway: false, share: 0 });
  }

  onLost(listener: () => void): void {
    this.redis.onLost(listener);
  }

  async #run({ text, digest }: Script, keys: readonly string[], told: object): Promise<unknown> {
    const argument = JSON.stringify({ ...told, me: this.#me });
    const rest = [String(keys.length), ...keys, argument];
    const answer = await this.redis.sendCommand(["EVALSHA", digest, ...rest]).catch((error: unknown) => {
      // Redis has been restarted since, or never knew it.
      if (!isUnknownScript(error)) throw error;
      return this.redis.sendCommand(["EVAL", text, ...rest]);
    });
    return typeof answer === "string" ? (JSON.parse(answer) as unknown) : null;
  }
}

function script(text: string): Script {
  return { text, digest: createHash("sha1").update(text).digest("hex") };
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("NOSCRIPT");
}

function toExchanged(answer: unknown): Exchanged {
  const { elsewhere } = answer as { readonly elsewhere: unknown };
  return {
    ...toMembers(answer),
    foreground: numberOf(answer, "foreground"),
    background: numberOf(answer, "background"),
    available: numberOf(answer, "available"),
    part: numberOf(answer, "part"),
    limits: { requestsPerSecond: numberOf(answer, "rate"), burst: numberOf(answer, "burst") },
    resumesInMs: numberOf(answer, "resumesInMs"),
    lesson: numberOf(answer, "lesson"),
    waitMs: numberOf(answer, "waitMs"),
    // Lua's empty table is an object.
    elsewhere: Array.isArray(elsewhere) ? elsewhere.filter((count) => typeof count === "number") : [],
  };
}

function toMembers(answer: unknown): Members {
  return { replicas: numberOf(answer, "replicas"), share: numberOf(answer, "share") };
}

function numberOf(answer: unknown, name: string): number {
  const value = (answer as Readonly<Record<string, unknown>> | null)?.[name];
  if (typeof value !== "number") throw new Error("The shared budget holds something that isn't ours");
  return value;
}
