import type { Keyv } from "keyv";
import type https from "node:https";
import type { Clock } from "../time/clock.js";
import type { SharedBudgetOptions } from "./budget/create-budgets.js";
import type { MemoryLimits } from "./cache/memory-tier.js";
import type { LeverObserver } from "./client.js";
import type { CostMeter } from "./cost-meter.js";
import type { DownloadTimeouts } from "./download/download-transport.js";
import type { LeverTimeouts } from "./http/http-transport.js";

/** How files are downloaded. */
export interface DownloadOptions {
  /** Where Lever may redirect a download to, over https: exact hosts, or `*.lever.co` for all below. None without it. */
  readonly hosts?: readonly string[];
  /** How those hosts are known, beside the machine's own authorities. */
  readonly tls?: https.AgentOptions;
  readonly timeouts?: DownloadTimeouts;
  /** The largest file, bytes. 100 MiB without it. */
  readonly maxBytes?: number;
}

/** What a pool is made of. */
export interface LeverPoolOptions {
  /** Lever's base URL, "https://api.lever.co/v1". Lever docs, "Making requests". */
  readonly baseUrl: string;
  /** A key's steady rate. Lever docs, "Rate limits": 10. */
  readonly requestsPerSecond: number;
  /** How many requests may go out at once. Lever docs, "Rate limits": 20. */
  readonly burst: number;
  readonly clock: Clock;
  /**
   * Where replicas share answers, made for this pool alone. One in memory (a Keyv over a Map) is not written to: the
   * pool keeps values in this process by itself, by reference. A shared one sees keys without personal data, and values
   * with: give it a `serialize` that encrypts where the store is not trusted.
   */
  readonly cache: Keyv;
  /** Removes what a shared cache holds under keys that begin so; without it, it is left to its age. */
  readonly removeCached?: (prefix: string) => Promise<void>;
  /** How replicas share the request budget of a key. Without it each has one of its own. */
  readonly sharedBudget?: SharedBudgetOptions;
  readonly observer: LeverObserver;
  /** Told of what all operations cost together; nobody without it. */
  readonly meter?: CostMeter;
  readonly timeouts?: LeverTimeouts;
  readonly downloads?: DownloadOptions;
  /** The largest answer, counted after decompression, bytes. 10 MiB without it. */
  readonly maxAnswerBytes?: number;
  /** What is kept in this process. 100,000 values and 128 MiB without it. */
  readonly memory?: MemoryLimits;
  /** Told when the shared cache fails or holds something that isn't ours; the calls go on without it. */
  readonly onCacheError?: (error: Error) => void;
  readonly userAgent: string;
}
