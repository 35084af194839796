import type { BudgetState, EntityCache, LeverClient, LeverTarget } from "./client.js";
import { ConnectionClient } from "./client/connection-client.js";
import { directReads } from "./client/direct-reads.js";
import { withNotices } from "./client/with-notices.js";
import { ConnectionStates } from "./connection-state.js";
import type { LeverPoolOptions } from "./create-pool.js";
import { createHttpTransport } from "./http/http-transport.js";
import { withRedirects } from "./http/with-redirects.js";
import type { LeverPool } from "./pool.js";
import type { CallScope } from "./scope.js";
import { StopSignal } from "./stop-signal.js";
import { Switchboard } from "./switchboard.js";
import type { LeverCall, Transport } from "./transport.js";
import { Urgency } from "./urgency.js";

const TIMEOUTS = { connectMs: 3_000, headersMs: 10_000, bodyMs: 15_000 };
const MAX_ANSWER_BYTES = 10 * 2 ** 20;

const NO_ENTITIES: EntityCache = {
  getMany: async (_, keys) => keys.map(() => undefined),
  setMany: async () => undefined,
};

/** See {@link LeverPool}. */
export class Pool implements LeverPool {
  readonly #switchboard = new Switchboard();
  readonly #states: ConnectionStates;
  readonly #http: Transport;
  readonly #baseUrl: string;

  constructor(private readonly options: LeverPoolOptions) {
    const { clock, observer, userAgent, timeouts = TIMEOUTS, maxAnswerBytes = MAX_ANSWER_BYTES } = options;
    this.#baseUrl = options.baseUrl.replace(/\/+$/, "");
    const { protocol } = new URL(this.#baseUrl);
    this.#states = new ConnectionStates({ protocol, clock, connectMs: timeouts.connectMs, observer });
    this.#http = createHttpTransport({ clock, timeouts, maxAnswerBytes, userAgent });
  }

  client(target: LeverTarget, scope: CallScope): LeverClient {
    const { sockets, access, notices } = this.#states.of(target);
    const transport = withNotices(withRedirects(this.#http), notices);
    return new ConnectionClient({
      target,
      scope,
      baseUrl: this.#baseUrl,
      transport,
      sockets,
      access,
      notices,
      reads: directReads(scope, () => this.#stop(target, scope)),
      entities: NO_ENTITIES,
      write: async (endpoint, pathAndQuery, body) => {
        const { clock } = this.options;
        using waiting = this.#stop(target, scope);
        using sent = new StopSignal(clock);
        sent.after(scope.deadlineAtMs - clock.monotonicMs(), "deadline");
        const call: LeverCall = {
          endpoint,
          target,
          url: this.#baseUrl + pathAndQuery,
          sockets,
          urgency: new Urgency(scope),
          report: scope.report,
          signal: waiting.signal,
          signalOnceSent: sent.signal,
          ...(body ? { body } : {}),
        };
        return transport(call);
      },
    });
  }

  budget(): BudgetState {
    const { requestsPerSecond, burst } = this.options;
    return { requestsPerSecond, burst, available: burst, queued: 0 };
  }

  async forget(): Promise<void> {
    await Promise.resolve();
  }

  disable(connectionId: string): void {
    this.#switchboard.disable(connectionId);
  }

  enable(connectionId: string): void {
    this.#switchboard.enable(connectionId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#switchboard.close();
    this.#states[Symbol.dispose]();
    await Promise.resolve();
  }

  #stop(target: LeverTarget, scope: CallScope): StopSignal {
    const { clock } = this.options;
    const stop = new StopSignal(clock).follow(this.#switchboard.signalOf(target.connectionId));
    stop.follow(scope.signal, "left").after(scope.deadlineAtMs - clock.monotonicMs(), "deadline");
    return stop;
  }
}
