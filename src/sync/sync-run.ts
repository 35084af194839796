import type { LeverPage, Query } from "../lever/client.js";
import { LeverError } from "../lever/errors.js";
import { nextFullRun } from "../store/next-full-run.js";
import type { OpportunityIndex, SyncPatch, SyncRecord, SyncStore } from "../store/store.js";
import type { Clock } from "../time/clock.js";
import { learnOpportunities } from "./learn-opportunities.js";
import type { LinkIndex } from "./link-index.js";
import { OVERLAP_MS } from "./overlap.js";
import { SyncRelinquished, SyncStopped } from "./sync-failure.js";
import type { SyncLever } from "./sync-lever.js";
import { goneOpportunityList, SYNCED_FIELDS, syncedOpportunityList } from "./synced-opportunity.lever.js";
import { toGoneOpportunities, toSyncedOpportunities } from "./synced-opportunity.mapper.js";

/** A run is somebody's for so long after each page; then its process has died, and another may go on, milliseconds. */
export const HOLD_MS = 90_000;

/** Nobody works on it any more. */
export const RELEASED = { holder: null, heldUntil: 0 } as const;

/** How often everything is read anew: daily where Lever doesn't tell what was deleted. */
const FULL_AGAIN_MS = { blind: 24 * 60 * 60_000, told: 7 * 24 * 60 * 60_000 };

/** So often a run begins anew because Lever refuses its token, before it has failed. */
const MOST_RESTARTS = 3;

/** Pages in a row without a row, while Lever says that there are more. */
const MOST_EMPTY_PAGES = 5;

/** What a run is made of. */
export interface SyncRunParts {
  readonly sync: Pick<SyncStore, "save">;
  readonly opportunities: OpportunityIndex;
  readonly index: LinkIndex;
  readonly clock: Clock;
}

/** One run of a connection's sync, from where it stands to its end. */
export class SyncRun {
  readonly #tokens = new Set<string>();
  #restarts = 0;
  #emptyPages = 0;

  constructor(
    private readonly parts: SyncRunParts,
    private readonly lever: SyncLever,
    private readonly holder: string,
    private record: SyncRecord,
  ) {}

  /** How it stands. */
  get state(): SyncRecord {
    return this.record;
  }

  /** @throws LeverError, SecretUnreadable, StoreUnavailable, SyncStopped, SyncRelinquished */
  async run(): Promise<void> {
    if (this.record.state !== "RUNNING") await this.#save(this.#beginning());
    if (this.record.run === "CHANGES" && this.record.pageToken === null) await this.#takeDeletions();
    while (await this.#takePage());
    await this.#finish();
  }

  #beginning(): SyncPatch {
    const { state, completeSince, fullSince, listsDeleted } = this.record;
    if (state === "FAILED") return { state: "RUNNING" };
    const now = this.parts.clock.epochMs();
    const fullAgainMs = listsDeleted === true ? FULL_AGAIN_MS.told : FULL_AGAIN_MS.blind;
    if (completeSince === null || fullSince === null || now - fullSince >= fullAgainMs) {
      return nextFullRun(this.record, now);
    }
    const anew = { processed: 0, estimatedTotal: null, pageToken: null, startedAt: now, finishedAt: null };
    return { state: "RUNNING", run: "CHANGES", ...anew };
  }

  /** Whether there are more. */
  async #takePage(): Promise<boolean> {
    const page = await this.#page();
    if (!page) return true;
    const rows = toSyncedOpportunities(page.rows);
    const { connectionId, generation } = this.record;
    await learnOpportunities(this.parts, { connectionId, generation }, rows);
    const processed = this.record.processed + page.rows.length;
    const { estimatedTotal } = this.record;
    await this.#save({
      processed,
      pageToken: page.next,
      ...(estimatedTotal === null ? {} : { estimatedTotal: Math.max(estimatedTotal, processed) }),
    });
    return page.next !== null;
  }

  /** Null where Lever refused the token: tokens don't live for ever, and what was read is read anew. */
  async #page(): Promise<LeverPage<unknown> | null> {
    const { pageToken } = this.record;
    try {
      const query = { ...SYNCED_FIELDS, ...this.#range("updated_at_start") };
      const page = await this.lever.ask(
        (lever) => lever.page(syncedOpportunityList, {}, query, pageToken ?? undefined),
        () => this.#save({}),
      );
      if (this.#goesRound(page)) await this.#giveUp();
      return page;
    } catch (error) {
      const isRefused = pageToken !== null && error instanceof LeverError && error.code === "REJECTED";
      if (!isRefused || ++this.#restarts > MOST_RESTARTS) throw error;
      this.#tokens.clear();
      await this.#save({ pageToken: null, processed: 0 });
      return null;
    }
  }

  #range(parameter: string): Query {
    const { run, completeSince } = this.record;
    return run === "CHANGES" && completeSince !== null ? { [parameter]: Math.max(0, completeSince - OVERLAP_MS) } : {};
  }

  /** A list that goes round in a loop, or on and on without rows, would never end. */
  #goesRound({ rows, next }: LeverPage<unknown>): boolean {
    this.#emptyPages = rows.length === 0 ? this.#emptyPages + 1 : 0;
    if (next === null) return false;
    const isBroken = this.#tokens.has(next) || this.#emptyPages >= MOST_EMPTY_PAGES;
    this.#tokens.add(next);
    return isBroken;
  }

  async #giveUp(): Promise<never> {
    await this.#save({ pageToken: null, processed: 0 });
    throw new SyncStopped("ATS_BAD_RESPONSE");
  }

  /** Before the changes: whoever has something new is learned again by it. */
  async #takeDeletions(): Promise<void> {
    if (this.record.listsDeleted === false) return;
    const query = this.#range("deleted_at_start");
    let offset: string | undefined;
    try {
      do {
        const page = await this.lever.ask(
          (lever) => lever.page(goneOpportunityList, {}, query, offset),
          () => this.#save({}),
        );
        await this.parts.index.forgetOpportunities(this.record.connectionId, toGoneOpportunities(page.rows));
        if (this.#goesRound(page)) await this.#giveUp();
        offset = page.next ?? undefined;
        await this.#save({ listsDeleted: true });
      } while (offset !== undefined);
      this.#tokens.clear();
    } catch (error) {
      if (!(error instanceof LeverError && error.code === "FORBIDDEN")) throw error;
      await this.#save({ listsDeleted: false });
    }
  }

  async #finish(): Promise<void> {
    const { connectionId, run, generation, startedAt, processed } = this.record;
    if (run === "FULL") await this.parts.index.sweep(connectionId, generation);
    await this.#save({
      state: "IDLE",
      finishedAt: this.parts.clock.epochMs(),
      completeSince: startedAt,
      estimatedTotal: processed,
      ...(run === "FULL" ? { fullSince: startedAt, fullTotal: processed } : {}),
      lastError: null,
      failures: 0,
      ...RELEASED,
    });
  }

  /** The hold goes on with it, unless it says otherwise. */
  async #save(patch: SyncPatch): Promise<void> {
    const { sync, clock } = this.parts;
    const held = { heldUntil: clock.epochMs() + HOLD_MS, ...patch };
    if (!(await sync.save(this.record.connectionId, this.holder, held))) throw new SyncRelinquished();
    this.record = { ...this.record, ...held };
  }
}
