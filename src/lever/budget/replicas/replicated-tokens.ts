import type { Clock } from "../../../time/clock.js";
import type { Outcome } from "../budget.js";
import type { Limits } from "../limits.js";
import { LocalTokens } from "../local-tokens.js";
import { type Demand, NOBODY, type Token, type TokenSource } from "../token-source.js";
import { Account } from "./account.js";
import type { Exchanged } from "./exchange.js";
import { Outlook } from "./outlook.js";
import type { ReplicaLink } from "./replica-link.js";
import { shareOf } from "./share.js";

/** Who waits asks again no sooner and no later than that, milliseconds, whatever is expected. */
const ASK_AGAIN_MS = { least: 1, most: 1_000 };

/** Before these times there is nothing to be had. Monotonic clock. */
interface AskAtMs {
  readonly foreground: number;
  readonly background: number;
}

const AT_ONCE: AskAtMs = { foreground: -Infinity, background: -Infinity };
const NONE = { foreground: 0, background: 0 };

/** What tokens of one key are made of. */
export interface ReplicatedTokensOptions {
  /** Names the bucket. */
  readonly bucket: string;
  /** What Lever gives. */
  readonly full: Limits;
  readonly link: ReplicaLink;
  readonly clock: Clock;
}

/**
 * The tokens of one key, out of a bucket that all replicas share: asked for as many as wait, and nobody waits for more
 * than one round trip while there are any. None is kept in hand: what nobody takes goes back at once.
 *
 * While the bucket is out of reach, they come from one of this process's own, which holds its share.
 */
export class ReplicatedTokens implements TokenSource {
  readonly #outlook: Outlook;
  readonly #account: Account;
  #own: LocalTokens | null = null;
  #inHand = { ...NONE };
  #demand = NOBODY;
  #isAsking = false;
  #hasSpentAlone = false;
  /** The last exchange was worse news than expected. */
  #isWorse = false;
  #askAtMs = AT_ONCE;
  #listener: (isWorse: boolean) => void = () => undefined;

  constructor(private readonly options: ReplicatedTokensOptions) {
    const { full, link } = options;
    this.#outlook = new Outlook(full, options.clock);
    this.#account = new Account(link.nextSerial());
    if (link.isAlone) this.#own = this.#ownTokens();
  }

  get limits(): Limits {
    return this.#own?.limits ?? this.#outlook.limits;
  }

  get resumesAtMs(): number {
    return this.#own?.resumesAtMs ?? this.#outlook.resumesAtMs;
  }

  available(nowMs: number): number {
    return this.#own?.available(nowMs) ?? this.#outlook.available(nowMs);
  }

  elsewhere(ahead: number, nowMs: number): number {
    return this.#own ? 0 : this.#outlook.elsewhere(ahead, nowMs);
  }

  holds(who: "anybody" | "background", nowMs: number): boolean {
    if (this.#own) return this.#own.holds(who, nowMs);
    const { foreground, background } = this.#inHand;
    return background > 0 || (who === "anybody" && foreground > 0);
  }

  take(nowMs: number): Token {
    if (this.#own) {
      this.#own.reserve();
      this.#hasSpentAlone = true;
    } else {
      this.#inHand[this.#inHand.foreground > 0 ? "foreground" : "background"]--;
    }
    this.#account.begin();
    const sent = { atMs: nowMs, lesson: this.#outlook.lesson };
    return { settle: (outcome) => this.#settle(sent, outcome) };
  }

  seek(demand: Demand, nowMs: number): number {
    this.#demand = demand;
    if (this.#own) return this.#own.seek(demand, nowMs);
    this.#giveBack();
    if (!this.options.link.isShared || this.#isAsking) return Infinity;
    const { foreground, background } = demand;
    const askAtMs = Math.min(
      foreground > 0 ? this.#askAtMs.foreground : Infinity,
      background > 0 ? this.#askAtMs.background : Infinity,
    );
    if (this.#account.isTold && nowMs < askAtMs) return askAtMs - nowMs;
    this.#isAsking = true;
    // All that asks in this turn of the event loop asks together.
    queueMicrotask(() => void this.#ask());
    return Infinity;
  }

  isIdle(nowMs: number): boolean {
    if (this.#own) return !this.hasToRejoin && this.#own.isIdle(nowMs);
    const isSettled = this.#account.isTold && this.#account.underWay === 0 && !this.#isAsking;
    return isSettled && this.#outlook.foundPart >= 1 && this.#outlook.available(nowMs) >= this.limits.burst;
  }

  follow(listener: (isWorse: boolean) => void): void {
    this.#listener = listener;
  }

  /** The bucket is out of reach: tokens come from this process's own. */
  onLost(): void {
    this.#inHand = { ...NONE };
    this.#own = this.#ownTokens();
    this.#listener(true);
  }

  /** Whether there is something that the bucket doesn't know. */
  get hasToRejoin(): boolean {
    return this.#hasSpentAlone || this.#account.underWay > 0 || !this.#account.isTold;
  }

  /** Spends no more from its own, and tells the bucket of it. @returns whether it was heard */
  async rejoin(): Promise<boolean> {
    this.#own = null;
    return !this.hasToRejoin || (await this.#exchange(NOBODY, true)) !== undefined;
  }

  /** The bucket is there again, and knows everything. */
  onFound(): void {
    this.#hasSpentAlone = false;
    this.#askAtMs = AT_ONCE;
    this.#listener(true);
  }

  async #ask(): Promise<void> {
    const answer = this.options.link.isShared ? await this.#exchange(this.#demand, false) : null;
    this.#isAsking = false;
    // Tokens that come too late are not taken: the next exchange says how many there are.
    if (!answer || !this.options.link.isShared) return;
    this.#inHand = { foreground: answer.foreground, background: answer.background };
    this.#listener(this.#isWorse);
  }

  /** Tells the account and asks for tokens. Undefined: not heard. Null: nothing came of it. */
  async #exchange(demand: Demand, isAway: boolean): Promise<Exchanged | null | undefined> {
    const { bucket, full: limits, link, clock } = this.options;
    const nowMs = clock.monotonicMs();
    const { told, onHeard } = this.#account.statement(nowMs);
    const { foreground, background, backgroundOverdueAtMs } = demand;
    const isOverdue = nowMs >= backgroundOverdueAtMs;
    const asked = { foreground, background, isOverdue, jitter: clock.random() };
    const answer = await link.exchange({ bucket, limits, isAway, ...told, ...asked });
    if (!answer) {
      this.#account.giveBack();
      return answer;
    }
    onHeard();
    this.#isWorse = this.#outlook.learn(answer);
    this.#askAtMs = askAgainAt(demand, answer, clock.monotonicMs());
    return answer;
  }

  #settle(sent: { readonly atMs: number; readonly lesson: number }, outcome: Outcome): void {
    this.#account.end(sent.lesson, outcome, this.options.clock.monotonicMs());
    this.#own?.settle(sent.atMs, outcome);
  }

  /** What nobody has taken goes back. */
  #giveBack(): void {
    if (this.#inHand.foreground + this.#inHand.background === 0) return;
    this.#inHand = { ...NONE };
    this.#account.giveBack();
  }

  /** Empty when the bucket was lost, for the others may have taken all of it; then it fills with this process's share. */
  #ownTokens(): LocalTokens {
    const { full, link, clock } = this.options;
    const share = shareOf(full, link.share);
    const { underWay } = this.#account;
    return new LocalTokens(share, clock, {
      level: underWay,
      reserved: underWay,
      fromMs: Math.max(link.spendsFromMs, this.#outlook.resumesAtMs),
      requestsPerSecond: share.requestsPerSecond * this.#outlook.foundPart,
    });
  }
}

/** Where something was not given: after as long as the bucket has said. Else at once. */
function askAgainAt({ foreground, background }: Demand, answer: Exchanged, nowMs: number): AskAtMs {
  const waitMs = Math.min(ASK_AGAIN_MS.most, Math.max(ASK_AGAIN_MS.least, answer.waitMs));
  const isShort = { foreground: foreground > answer.foreground, background: background > answer.background };
  return {
    foreground: isShort.foreground ? nowMs + waitMs : -Infinity,
    background: isShort.background ? nowMs + waitMs : -Infinity,
  };
}
