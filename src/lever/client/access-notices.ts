import type { LeverObserver, LeverTarget } from "../client.js";

/** Tells the rest of the product what a connection's key may do; each thing once, until it changes. */
export class AccessNotices {
  readonly #permissions = new Map<string, boolean>();
  #isUnauthorized = false;

  constructor(
    private readonly connection: Pick<LeverTarget, "connectionId" | "epoch">,
    private readonly observer: LeverObserver,
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
    this.#permissions.clear();
    this.observer.onUnauthorized(this.connection.connectionId, this.connection.epoch);
  }

  /** Lever gave a list only without its confidential rows. */
  confidentialRefused(): void {
    this.observer.onConfidentialRefused(this.connection.connectionId, this.connection.epoch);
  }

  #tell(permission: string, granted: boolean): void {
    if (this.#permissions.get(permission) === granted) return;
    this.#permissions.set(permission, granted);
    const { connectionId, epoch } = this.connection;
    this.observer.onPermission(connectionId, permission, granted, epoch);
  }
}
