import type { ConnectionScope } from "../../context/connection-scope.js";
import { shortfallMs } from "../../context/outlook.js";
import type { LeverPage, Query } from "../../lever/client.js";
import { LeverError } from "../../lever/errors.js";
import { queryText } from "../../lever/query.js";
import { opportunityList } from "../opportunity/opportunity.lever.js";

const KIND = "walk-size";

/** So long a walk is expected to be as large and as slow as the last one, milliseconds. */
const SIZE_MAX_AGE_MS = 5 * 60_000;

/** A call that can't be served is not worth repeating sooner, milliseconds. */
const MIN_RETRY_AFTER_MS = 1_000;

/** What the last walk of the same query told. */
interface WalkSize {
  /** Pages that there are; where it did not come to the end, those that there are at least. */
  readonly pages: number;
  /** From sending to having the rows of one page, milliseconds, on average. */
  readonly pageMs: number;
}

/**
 * Tells whether a walk to the end of Lever's opportunity list can be done in time, before a request is spent on it.
 * Lever tells no total: what is known is what the last walk saw, and that there is one page more.
 */
export class WalkForesight {
  #read = 0;
  #sent = 0;
  #sentMs = 0;
  #isComplete = false;

  private constructor(
    private readonly scope: ConnectionScope,
    private readonly query: Query,
    private readonly known: WalkSize | undefined,
  ) {}

  /** Begins; what the last walk of the same query told is remembered for a while. */
  static async begin(scope: ConnectionScope, query: Query): Promise<WalkForesight> {
    const [known] = await scope.lever.entities.getMany<WalkSize>(KIND, [queryText(query)]);
    return new WalkForesight(scope, query, known?.value);
  }

  /**
   * Before a page is asked for. One that is in the cache costs nothing, and is always worth taking.
   * @throws LeverError RATE_LIMITED where what is still to be read can't be read before the deadline
   */
  async check(offset: string | undefined): Promise<void> {
    const missing = Math.max(1, (this.known?.pages ?? 0) - this.#read);
    const lackMs = shortfallMs(this.scope.outlook(), missing, this.#pageMs);
    if (lackMs === 0) return;
    const { lever } = this.scope;
    if (await lever.isPageCached(opportunityList, {}, this.query, offset)) return;
    const { method, path: template, permission } = opportunityList;
    const call = { method, template, permission, connectionId: lever.connectionId };
    const retryAfterMs = Math.max(MIN_RETRY_AFTER_MS, Math.ceil(lackMs));
    throw new LeverError("RATE_LIMITED", call, { acted: "no", retryAfterMs });
  }

  /** After a page was read that was asked for at `askedAt`, milliseconds since the Unix epoch. */
  saw({ fetchedAt, next }: Pick<LeverPage<unknown>, "fetchedAt" | "next">, askedAt: number): void {
    this.#read += 1;
    this.#isComplete = next === null;
    if (fetchedAt < askedAt) return;
    this.#sent += 1;
    this.#sentMs += Math.max(0, this.scope.clock.epochMs() - fetchedAt);
  }

  /** At the end of the walk, however it came. */
  async remember(): Promise<void> {
    if (this.#sent === 0) return;
    const seen = this.#isComplete ? this.#read : Math.max(this.known?.pages ?? 0, this.#read + 1);
    const value: WalkSize = { pages: seen, pageMs: this.#pageMs };
    const entry = { value, fetchedAt: this.scope.clock.epochMs() };
    await this.scope.lever.entities.setMany(KIND, [[queryText(this.query), entry]], SIZE_MAX_AGE_MS);
  }

  get #pageMs(): number {
    return this.#sent > 0 ? this.#sentMs / this.#sent : (this.known?.pageMs ?? 0);
  }
}
