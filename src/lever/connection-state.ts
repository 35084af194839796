import { CircuitBreaker } from "./breaker/circuit-breaker.js";
import { AccessNotices } from "./client/access-notices.js";
import { ListAccess } from "./client/list-access.js";
import type { LeverObserver, LeverTarget } from "./client.js";
import { ConnectionSockets, type SocketOptions } from "./http/connection-sockets.js";

/** What a connection unused for so long has kept is given up, milliseconds. */
const IDLE_MS = 10 * 60_000;

/** What the pool keeps for one connection and one of its credentials. */
export interface ConnectionState {
  readonly sockets: ConnectionSockets;
  /** For files: a slow reader of one takes no socket from the questions. */
  readonly downloadSockets: ConnectionSockets;
  /** For files that Lever keeps at another host. */
  readonly foreignSockets: ConnectionSockets;
  readonly breaker: CircuitBreaker;
  readonly access: ListAccess;
  readonly notices: AccessNotices;
}

/** What states are made of. */
export interface StateOptions extends SocketOptions {
  readonly clock: SocketOptions["clock"] & { monotonicMs(): number };
  readonly observer: LeverObserver;
  /** How hosts that downloads are redirected to are known, beside the machine's own authorities. */
  readonly foreignTls: NonNullable<SocketOptions["tls"]>;
}

/** The states of all connections in use. */
export class ConnectionStates implements Disposable {
  readonly #states = new Map<string, { readonly state: ConnectionState; usedAtMs: number }>();
  #sweptAtMs: number;

  constructor(private readonly options: StateOptions) {
    this.#sweptAtMs = options.clock.monotonicMs();
  }

  /** The state of a connection: another epoch is another key, about which nothing is known. */
  of({ accountId, connectionId, epoch }: LeverTarget): ConnectionState {
    const usedAtMs = this.options.clock.monotonicMs();
    this.#sweep(usedAtMs);
    const key = JSON.stringify([accountId, connectionId, epoch]);
    const entry = this.#states.get(key) ?? { state: this.#create({ connectionId, epoch }), usedAtMs };
    entry.usedAtMs = usedAtMs;
    this.#states.set(key, entry);
    return entry.state;
  }

  [Symbol.dispose](): void {
    for (const { state } of this.#states.values()) {
      for (const sockets of [state.sockets, state.downloadSockets, state.foreignSockets]) sockets[Symbol.dispose]();
    }
    this.#states.clear();
  }

  #create(connection: Pick<LeverTarget, "connectionId" | "epoch">): ConnectionState {
    return {
      sockets: new ConnectionSockets(this.options),
      downloadSockets: new ConnectionSockets(this.options),
      foreignSockets: new ConnectionSockets({ ...this.options, protocol: "https:", tls: this.options.foreignTls }),
      breaker: new CircuitBreaker(this.options.clock),
      access: new ListAccess(this.options.clock),
      notices: new AccessNotices(connection, this.options.observer, this.options.clock),
    };
  }

  /** Sockets close by themselves when unused, so there is nothing to destroy that a late call could miss. */
  #sweep(nowMs: number): void {
    if (nowMs - this.#sweptAtMs < IDLE_MS) return;
    this.#sweptAtMs = nowMs;
    for (const [key, { usedAtMs }] of this.#states) {
      if (nowMs - usedAtMs >= IDLE_MS) this.#states.delete(key);
    }
  }
}
