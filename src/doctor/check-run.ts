import { randomUUID } from "node:crypto";
import type { LeverClient, ProbeOutcome } from "../lever/client.js";
import { LeverError } from "../lever/errors.js";
import type { CheckHold, CheckStep, PermissionCheckRecord, Store } from "../store/store.js";
import type { Clock } from "../time/clock.js";
import { parametersOf, probeOf } from "./permission-probes.js";

/** A request is given up before the hold on the check runs out, milliseconds. */
const PROBE_DEADLINE_MS = 15_000;
export const HOLD_MS = 25_000;

/** So many that Lever leaves without an answer in a row: it is down, not one endpoint of it. */
const MAX_UNANSWERED = 3;

/** How long a check waits before it asks for its turn in the budget again, milliseconds. */
const RATE_LIMIT_PAUSE_MS = 5_000;

/** How a run ended; "left": the process stops, and another goes on. */
export type RunEnd = "DONE" | "FAILED" | "left";

/** What a run is made of. */
export interface CheckRunParts {
  readonly store: Pick<Store, "connections" | "permissions" | "permissionChecks">;
  readonly clock: Clock;
  /** A client of the key that is checked, for one request. */
  readonly client: (deadlineAtMs: number) => LeverClient;
  /** Aborted when the process stops. */
  readonly signal: AbortSignal;
}

/** What came of one question. */
type Asked = ProbeOutcome | "unanswered" | "limited" | "unauthorized" | "stopped";

/** What a process that stops may have brought about itself. */
const IN_VAIN: ReadonlySet<Asked> = new Set(["unanswered", "limited", "stopped"]);
const ENDING: ReadonlySet<Asked> = new Set(["unauthorized", "stopped"]);

/** Asks for one permission after the other, and keeps each answer at once. */
export class CheckRun {
  /** Nothing has it: of Lever's ids, which are random as well, none is the same. */
  readonly #noId = randomUUID();
  #unanswered = 0;

  constructor(
    private readonly hold: CheckHold,
    private readonly parts: CheckRunParts,
  ) {}

  /** Works off a check that is held; the first question that is `pending` comes first. */
  async run(check: PermissionCheckRecord): Promise<RunEnd> {
    let left: PermissionCheckRecord | null = check;
    while (left !== null) {
      const [permission] = left.pending;
      if (this.parts.signal.aborted) return "left";
      if (permission === undefined) return "DONE";
      const asked = await this.#ask(permission);
      const end = await this.#endAfter(asked);
      if (end !== null) return end;
      left = await this.#keep(permission, asked);
    }
    return "FAILED";
  }

  async #ask(permission: string): Promise<Asked> {
    const probe = probeOf(permission);
    if (!probe) return "untold";
    const { endpoint, query, body } = probe;
    const client = this.parts.client(this.parts.clock.monotonicMs() + PROBE_DEADLINE_MS);
    try {
      return await client.probe(endpoint, parametersOf(endpoint, this.#noId), query, body);
    } catch (error) {
      if (error instanceof LeverError) return askedInVain(error);
      throw error;
    }
  }

  /** Null: it goes on. */
  async #endAfter(asked: Asked): Promise<RunEnd | null> {
    if (this.parts.signal.aborted && IN_VAIN.has(asked)) return "left";
    this.#unanswered = asked === "unanswered" ? this.#unanswered + 1 : 0;
    if (asked === "unauthorized") await this.#markInvalid();
    return ENDING.has(asked) || this.#unanswered >= MAX_UNANSWERED ? "FAILED" : null;
  }

  async #markInvalid(): Promise<void> {
    const { store, clock } = this.parts;
    const { connectionId, epoch } = this.hold;
    await store.connections.observe(connectionId, { credentialState: "INVALID", epoch }, clock.epochMs());
  }

  /** What is left to ask for; null where the run is to stop. */
  async #keep(permission: string, asked: Asked): Promise<PermissionCheckRecord | null> {
    const { store, clock, signal } = this.parts;
    if (asked === "limited") await clock.sleep(RATE_LIMIT_PAUSE_MS, signal).catch(() => undefined);
    const step = asked === "limited" ? {} : { asked: permission, ...(await this.#found(permission, asked)) };
    return store.permissionChecks.advance(this.hold, step, clock.epochMs() + HOLD_MS);
  }

  /** As far as it is new. */
  async #found(permission: string, asked: Asked): Promise<Pick<CheckStep, "found">> {
    const granted = asked === "untold" ? await this.#isTickedNow(permission) : asked === "granted";
    const isTold = asked === "granted" || asked === "refused" || granted;
    return isTold ? { found: { permission, granted, checkedAt: this.parts.clock.epochMs() } } : {};
  }

  /**
   * A write that was refused for its permission, and now is for another reason, has it: Lever looks at the permission
   * first.
   */
  async #isTickedNow(permission: string): Promise<boolean> {
    const known = await this.parts.store.permissions.byConnection(this.hold.connectionId);
    return known.some((record) => record.permission === permission && !record.granted);
  }
}

function askedInVain({ code }: LeverError): Asked {
  if (code === "UNAUTHORIZED") return "unauthorized";
  if (code === "DISABLED") return "stopped";
  return code === "RATE_LIMITED" ? "limited" : "unanswered";
}
