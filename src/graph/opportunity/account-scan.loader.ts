import type { ConnectionScope } from "../../context/connection-scope.js";
import { shortfallMs } from "../../context/outlook.js";
import { LeverError } from "../../lever/errors.js";
import { PAGE_ROWS } from "../../lever/query.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { ScanWorth } from "../../planning/scan-worth.js";
import { opportunityList } from "./opportunity.lever.js";
import { takeRows, type TakenRow } from "./opportunity-rows.loader.js";

/** How long an account is taken to be about as large as a walk to its end has found it, milliseconds. */
const SIZE_FOR_MS = 24 * 60 * 60_000;

/** How long it is remembered that pages brought too little, milliseconds. */
const NOT_WORTH_FOR_MS = 60 * 60_000;

/** A little more may be looked for than what was not worth it, before that is tried again. */
const MUCH_MORE = 2;

/** As long as nothing tells how long a page takes, milliseconds. */
const USUAL_PAGE_MS = 400;

/** A walk of unknown length must leave time for asking one by one. */
const MOST_OF_TIME = 1 / 3;

/** What is looked for in a whole account. */
export interface AccountScan {
  /** Requests that it would cost to ask for each thing by itself. */
  readonly insteadOf: number;
  readonly expand: readonly OpportunityExpand[];
  /** Takes a page in; answers with how many of the things are met for the first time, and whether that was the last. */
  readonly take: (page: ScannedPage) => { readonly found: number; readonly isDone: boolean };
}

/** A page of the account's list of opportunities. */
export interface ScannedPage {
  readonly rows: readonly TakenRow[];
  /** Milliseconds since the Unix epoch. */
  readonly fetchedAt: number;
  /** The `expand` values that Lever refused. */
  readonly refusedExpand: readonly string[];
}

/** What became of it. "complete": read to its end. "done": nothing more was wanted. "stopped": it was not worth it. */
export type ScanOutcome = "complete" | "done" | "stopped";

/**
 * Walks over all opportunities of the account that the caller may see, where that costs fewer requests than asking one by
 * one: where the account is known to be small, or its first pages hold so much of what is wanted. Nobody waits for it
 * longer than there is time. What it reads is learned and kept as any rows are.
 */
export async function scanAccount(scope: ConnectionScope, scan: AccountScan): Promise<ScanOutcome> {
  const pages = await accountPages(scope);
  const worth = new ScanWorth({ insteadOf: scan.insteadOf, pages });
  if (!worth.begins || (pages === null && (await wasNotWorth(scope, scan)))) return "stopped";
  try {
    return await walk(scope, scan, worth, pages);
  } catch (error) {
    // Whoever asks one by one hears what is wrong, each by themselves.
    if (error instanceof LeverError) return "stopped";
    throw error;
  }
}

/** How many pages the account's list of opportunities has, as far as is known: by a walk to its end, or by the sync. */
export async function accountPages({ lever, links }: ConnectionScope): Promise<number | null> {
  const rows =
    (await lever.facts.get<number>(sizeFact(lever.seesConfidential))) ?? (await links.sizeOf(lever.connectionId));
  return rows === null ? null : Math.max(1, Math.ceil(rows / PAGE_ROWS));
}

async function walk(
  scope: ConnectionScope,
  scan: AccountScan,
  worth: ScanWorth,
  pages: number | null,
): Promise<ScanOutcome> {
  const { lever } = scope;
  const time = new TimeForPages(scope, pages);
  const seen = new Set<unknown>();
  for await (const page of lever.pages(opportunityList, {}, { expand: scan.expand })) {
    for (const row of page.rows) seen.add(row.id);
    const rows = await takeRows(scope, page, scan.expand);
    const { found, isDone } = scan.take({ rows, fetchedAt: page.fetchedAt, refusedExpand: page.refusedExpand });
    if (page.next === null) {
      await lever.facts.set(sizeFact(lever.seesConfidential), seen.size, SIZE_FOR_MS);
      return "complete";
    }
    if (isDone) return "done";
    if (!worth.goesOnAfter(found)) {
      await lever.facts.set(notWorthFact(lever.seesConfidential), scan.insteadOf, NOT_WORTH_FOR_MS);
      return "stopped";
    }
    if (!time.isEnoughAfterPage()) return "stopped";
  }
  return "complete";
}

/** Whether there is time for what is left of a walk. */
class TimeForPages {
  readonly #begunAtMs: number;
  readonly #leftMs: number;
  #read = 0;

  constructor(
    private readonly scope: ConnectionScope,
    private readonly pages: number | null,
  ) {
    this.#begunAtMs = scope.clock.monotonicMs();
    this.#leftMs = scope.outlook().leftMs;
  }

  isEnoughAfterPage(): boolean {
    this.#read += 1;
    const spentMs = this.scope.clock.monotonicMs() - this.#begunAtMs;
    if (this.pages === null && spentMs > this.#leftMs * MOST_OF_TIME) return false;
    const pageMs = this.#read > 1 ? spentMs / this.#read : USUAL_PAGE_MS;
    const missing = Math.max(1, (this.pages ?? 0) - this.#read);
    return shortfallMs(this.scope.outlook(), missing, pageMs) === 0;
  }
}

async function wasNotWorth({ lever }: ConnectionScope, { insteadOf }: AccountScan): Promise<boolean> {
  const before = await lever.facts.get<number>(notWorthFact(lever.seesConfidential));
  return before !== undefined && insteadOf <= before * MUCH_MORE;
}

function sizeFact(seesConfidential: boolean): string {
  return `opportunities ${seesConfidential ? "all" : "plain"}`;
}

function notWorthFact(seesConfidential: boolean): string {
  return `scan-not-worth ${seesConfidential ? "all" : "plain"}`;
}
