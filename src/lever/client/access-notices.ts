import type { Clock } from "../../time/clock.js";
import type { LeverObserver, LeverTarget } from "../client.js";

/** What was told so long ago is told again: another replica may have found out otherwise since, milliseconds. */
const TOLD_FOR_MS = 60_000;

/** Tells the rest of the product what a connection's key may do; each thing once in a while, and when it changes. */
export class AccessNotices {
  readonly #told = new Map<string, { readonly granted: boolean; readonly untilMs: number }>();
  #isUnauthorized = false;

  constructor(
    private readonly connection: Pick<LeverTarget, "connectionId" | "epoch">,
    private readonly observer: LeverObserver,
    private readonly clock: Pick<Clock, "monotonicMs">,
  ) {}

  /** Lever answered with success. */
  granted(permission: string): void {
    this.#isUnauthorized = false;
    this.#tell(permission, true);
  }

  /** Lever said 403, finally. */
  refused(permission: string): void {
    this.#tell(permission, false);
  }

  /** Lever said 401. */
  unauthorized(): void {
    if (this.#isUnauthorized) return;
    this.#isUnauthorized = true;
    // What the key may do once it works again is news, whatever was told before.
    this.#told.clear();
    this.observer.onUnauthorized(this.connection.connectionId, this.connection.epoch);
  }

  /** Lever gave a list only without its confidential rows. */
  confidentialRefused(): void {
    this.observer.onConfidentialRefused(this.connection.connectionId, this.connection.epoch);
  }

  /** Somebody else has kept what is known of a permission: what is found out next is told, whatever it is. */
  forget(permission: string): void {
    this.#told.delete(permission);
  }

  #tell(permission: string, granted: boolean): void {
    const nowMs = this.clock.monotonicMs();
    const last = this.#told.get(permission);
    if (last?.granted === granted && nowMs < last.untilMs) return;
    this.#told.set(permission, { granted, untilMs: nowMs + TOLD_FOR_MS });
    const { connectionId, epoch } = this.connection;
    this.observer.onPermission(connectionId, permission, granted, epoch);
  }
}
