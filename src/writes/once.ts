import { randomUUID } from "node:crypto";
import { WriteOutcomeUnknown } from "../lever/write-outcome-unknown.js";
import { PURGED_RESULT } from "../store/write-ledger.js";
import { StoreUnavailable, type WriteKey, type WriteLedger, type WriteRecord } from "../store/store.js";
import type { Clock } from "../time/clock.js";
import { bindingOf } from "../vault/bindings.js";
import type { Digester, Vault } from "../vault/vault.js";
import { canonicalJson } from "./canonical-json.js";
import { knownOrUnknown, Steps, type Progress } from "./steps.js";

/** A hold outlives the operation by that much, milliseconds: then its process has died, and another may go on. */
const HOLD_MARGIN_MS = 5_000;

/** How often somebody looks who waits for another caller with the same key, milliseconds; it doubles. */
const FIRST_LOOK_MS = 20;
const LONGEST_LOOK_MS = 500;

/** What doing things once takes. */
export interface OnceParts {
  readonly ledger: WriteLedger;
  readonly vault: Pick<Vault, "seal" | "open">;
  readonly digester: Digester;
  readonly clock: Clock;
  /** How long a write of unknown fate is looked for before it counts as not done, milliseconds. */
  readonly settleMs: number;
}

/** A caller's intent, named by them. */
export interface OnceRequest extends WriteKey {
  readonly connectionId: string;
  /** What was asked for, without the key: the same key with another input is refused. */
  readonly input: unknown;
  /** Lever's id of the opportunity that it is about, where there is one yet: kept, to be found when its person is purged. */
  readonly about?: string;
  /** On the monotonic clock, milliseconds. */
  readonly deadlineAtMs: number;
}

/** "reused": the key was used before, with another input. "purged": for a person of whom nothing is kept any more. */
export type OnceOutcome<Result> =
  { readonly kind: "done"; readonly result: Result } | { readonly kind: "reused" | "purged" };

/**
 * Does what a caller names by a key once: over crashes, replicas and repeated calls. Lever has no idempotency keys, so
 * a record in the durable store says what was sent, before it is sent, and what came of it.
 */
export class Once {
  constructor(private readonly parts: OnceParts) {}

  /**
   * Runs `perform`, unless it ran to its end before: then its result is given again. Of many callers with one key one
   * runs it and the others wait.
   * @throws what `perform` throws; WriteOutcomeUnknown where another caller takes longer than this one has;
   * StoreUnavailable, and nothing was sent
   */
  async run<Result>(request: OnceRequest, perform: (steps: Steps) => Promise<Result>): Promise<OnceOutcome<Result>> {
    const { digester } = this.parts;
    const holder = randomUUID();
    const inputDigest = digester.digest("write-input", canonicalJson(request.input));
    const record = await this.#take(request, holder, inputDigest);
    if (record.result === PURGED_RESULT) return { kind: "purged" };
    if (record.inputDigest !== inputDigest) return { kind: "reused" };
    if (record.result !== null) return { kind: "done", result: JSON.parse(record.result) as Result };
    return { kind: "done", result: await this.#perform(request, record, holder, perform) };
  }

  async #take(request: OnceRequest, holder: string, inputDigest: string): Promise<WriteRecord> {
    const { ledger, clock } = this.parts;
    const { accountId, mutation, idempotencyKey, connectionId, deadlineAtMs } = request;
    for (let lookMs = FIRST_LOOK_MS; ; lookMs = Math.min(2 * lookMs, LONGEST_LOOK_MS)) {
      const leftMs = deadlineAtMs - clock.monotonicMs();
      const heldUntil = Math.ceil(clock.epochMs() + leftMs + HOLD_MARGIN_MS);
      const sealedProgress = this.#sealed(request, { steps: {} });
      const draft = {
        accountId,
        mutation,
        idempotencyKey,
        connectionId,
        inputDigest,
        sealedProgress,
        holder,
        heldUntil,
      };
      const { record, isHeld } = await ledger.open(draft, clock.epochMs());
      if (isHeld || record.result !== null || record.inputDigest !== inputDigest) return record;
      if (lookMs >= leftMs) throw new WriteOutcomeUnknown(null);
      await clock.sleep(lookMs);
    }
  }

  async #perform<Result>(
    request: OnceRequest,
    record: WriteRecord,
    holder: string,
    perform: (steps: Steps) => Promise<Result>,
  ): Promise<Result> {
    const { ledger, clock, settleMs } = this.parts;
    let { revision } = record;
    const save = async (progress: Progress, result?: string): Promise<void> => {
      const change = { sealedProgress: this.#sealed(request, progress), ...(result === undefined ? {} : { result }) };
      const saved = await ledger.save(request, { holder, revision }, change, clock.epochMs());
      // Somebody else has taken over: whatever is sent now might be sent twice.
      if (!saved) throw new WriteOutcomeUnknown(null);
      revision = saved.revision;
    };
    const progress = this.#opened(request, record.sealedProgress);
    const { deadlineAtMs } = request;
    const steps = new Steps({ progress, save, clock, settleMs, deadlineAtMs });
    try {
      const result = await perform(steps);
      await knownOrUnknown(() => save(steps.progress, JSON.stringify(result)));
      return result;
    } finally {
      await this.#release(request, holder);
    }
  }

  /** What became of the write must not be lost to a database that goes away now: the hold runs out by itself. */
  async #release(key: WriteKey, holder: string): Promise<void> {
    try {
      await this.parts.ledger.release(key, holder);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }

  #sealed({ about, ...key }: OnceRequest, progress: Progress): string {
    return this.parts.vault.seal(JSON.stringify({ ...progress, about }), bindingOfProgress(key));
  }

  #opened(key: WriteKey, sealed: string): Progress {
    return JSON.parse(this.parts.vault.open(sealed, bindingOfProgress(key))) as Progress;
  }
}

function bindingOfProgress({ accountId, mutation, idempotencyKey }: WriteKey): readonly string[] {
  return bindingOf("writeProgress", accountId, mutation, idempotencyKey);
}
