import { withBreaker } from "./breaker/with-breaker.js";
import { createBudgets, type PoolBudgets } from "./budget/create-budgets.js";
import { withEndpointLimits } from "./budget/endpoint-limits.js";
import { withBudget } from "./budget/with-budget.js";
import { ConnectionCache } from "./cache/connection-cache.js";
import { entityCache } from "./cache/entities.js";
import { partsTouchedBy, stampOf } from "./cache/entry.js";
import { leverFacts } from "./cache/facts.js";
import { Generations, WHOLE } from "./cache/generations.js";
import { MemoryTier } from "./cache/memory-tier.js";
import { isInMemory, SharedTier } from "./cache/shared-tier.js";
import { ValueStore } from "./cache/value-store.js";
import type { BudgetState, LeverClient, LeverTarget } from "./client.js";
import { ConnectionClient } from "./client/connection-client.js";
import { SharedReads } from "./client/shared-reads.js";
import { withNotices } from "./client/with-notices.js";
import { write } from "./client/write.js";
import { type ConnectionState, ConnectionStates } from "./connection-state.js";
import { type CostMeter, metered } from "./cost-meter.js";
import { download } from "./download/download.js";
import { createDownloadTransport } from "./download/download-transport.js";
import { withDownloadRedirects } from "./download/with-download-redirects.js";
import { createHttpTransport } from "./http/http-transport.js";
import { withRedirects } from "./http/with-redirects.js";
import { NO_REPORT } from "./no-report.js";
import type { LeverPoolOptions } from "./pool-options.js";
import type { LeverPool } from "./pool.js";
import { RetryBudgets } from "./retry/retry-budget.js";
import { withRetry } from "./retry/with-retry.js";
import type { CallScope } from "./scope.js";
import { Flights } from "./sharing/flights.js";
import { Gatherings } from "./sharing/gatherings.js";
import { Refreshes } from "./sharing/refreshes.js";
import { Switchboard } from "./switchboard.js";
import type { Transport } from "./transport.js";

const TIMEOUTS = { connectMs: 3_000, headersMs: 10_000, bodyMs: 15_000 };
const MAX_ANSWER_BYTES = 10 * 2 ** 20;
const DOWNLOAD_TIMEOUTS = { headersMs: 15_000, idleMs: 60_000, bodyMs: 30 * 60_000 };
const MAX_DOWNLOAD_BYTES = 100 * 2 ** 20;
/** What is read again behind everybody else has so long, the wait for the budget included, milliseconds. */
const REFRESH_DEADLINE_MS = 30_000;
const MEMORY = { maxEntries: 100_000, maxBytes: 128 * 2 ** 20 };

/** See {@link LeverPool}: the layers, put together. */
export class Pool implements LeverPool {
  readonly #baseUrl: string;
  readonly #switchboard = new Switchboard();
  readonly #states: ConnectionStates;
  readonly #http: Transport;
  readonly #downloads: { readonly own: Transport; readonly foreign: Transport };
  readonly #budgets: PoolBudgets;
  readonly #retryBudgets: RetryBudgets;
  readonly #flights: Flights;
  readonly #refreshes: Refreshes;
  readonly #gatherings: Gatherings;
  readonly #generations: Generations;
  readonly #store: ValueStore;

  constructor(private readonly options: LeverPoolOptions) {
    const { clock, cache, observer, userAgent, timeouts = TIMEOUTS, maxAnswerBytes = MAX_ANSWER_BYTES } = options;
    const { onCacheError = () => undefined, memory = MEMORY, requestsPerSecond, burst, sharedBudget } = options;
    this.#baseUrl = options.baseUrl.replace(/\/+$/, "");
    const { protocol } = new URL(this.#baseUrl);
    const shared = isInMemory(cache) ? null : new SharedTier(cache, clock, onCacheError, options.removeCached);
    const { tls: foreignTls = {} } = options.downloads ?? {};
    this.#states = new ConnectionStates({ protocol, clock, connectMs: timeouts.connectMs, observer, foreignTls });
    this.#http = createHttpTransport({ clock, timeouts, maxAnswerBytes, userAgent });
    this.#downloads = downloadTransports(options);
    this.#budgets = createBudgets({ requestsPerSecond, burst }, clock, sharedBudget);
    this.#retryBudgets = new RetryBudgets(clock);
    this.#flights = new Flights(clock);
    this.#refreshes = new Refreshes(clock);
    this.#gatherings = new Gatherings(clock);
    this.#store = new ValueStore({ memory: new MemoryTier(memory), shared, clock, onError: onCacheError });
    this.#generations = new Generations(shared, clock, (stamp) => this.#store.dropHere(stamp));
  }

  client(target: LeverTarget, callScope: CallScope): LeverClient {
    const { clock } = this.options;
    const state = this.#states.of(target);
    const scope = within(target, callScope, this.options.meter);
    const cache = new ConnectionCache({ owner: target, store: this.#store, generations: this.#generations, clock });
    const transport = withNotices(withRedirects(this.#trying(this.#http, state)), state.notices);
    const passenger = this.#passenger(target, scope);
    return new ConnectionClient({
      target,
      scope,
      baseUrl: this.#baseUrl,
      transport,
      sockets: state.sockets,
      access: state.access,
      notices: state.notices,
      reads: new SharedReads({
        ...{ target, scope, cache, passenger, flights: this.#flights, refreshes: this.#refreshes },
        refresher: () => this.#passenger(target, this.#behind(target, scope)),
      }),
      entities: entityCache(cache, {
        noCache: scope.noCache,
        seesConfidential: target.confidentialAccess === true && scope.seesConfidential,
        onHits: (count) => scope.report.onCacheHit(count),
      }),
      facts: leverFacts(cache),
      gatherings: this.#gatherings,
      write: (unsent) => write(unsent, { scope, transport, cache, clock, switchedOff: passenger.switchedOff() }),
      download: (unsent, signal) =>
        download(unsent, signal, {
          scope,
          transport: this.#downloading(state),
          sockets: state.downloadSockets,
          clock,
          switchedOff: passenger.switchedOff(),
        }),
    });
  }

  budget({ fingerprint }: Pick<LeverTarget, "fingerprint">): BudgetState {
    return this.#budgets.ofKeys.state(fingerprint);
  }

  async forget(target: Pick<LeverTarget, "accountId" | "connectionId">): Promise<void> {
    await this.#generations.raise(target, [WHOLE]);
    await this.#store.drop(stampOf(target));
  }

  changed(target: Pick<LeverTarget, "accountId" | "connectionId">, resources: readonly string[]): Promise<void> {
    return this.#generations.raise(target, [...new Set(resources.flatMap(partsTouchedBy))]);
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
    await this.#budgets[Symbol.asyncDispose]();
  }

  /** From the outside in. Retry is outside the budget, so that every attempt pays. */
  #trying(innermost: Transport, { breaker }: ConnectionState): Transport {
    const { clock } = this.options;
    const paying = withEndpointLimits(withBudget(innermost, this.#budgets.ofKeys), this.#budgets.ofEndpoints);
    return withRetry(withBreaker(paying, breaker, clock), this.#retryBudgets, clock);
  }

  #downloading(state: ConnectionState): Transport {
    const own = this.#trying(this.#downloads.own, state);
    const foreign: Transport = (call) => this.#downloads.foreign({ ...call, sockets: state.foreignSockets });
    const rules = { ownOrigin: new URL(this.#baseUrl).origin, hosts: this.options.downloads?.hosts ?? [] };
    return withNotices(withDownloadRedirects({ own, foreign }, rules), state.notices);
  }

  /** Of the same visibility, and behind everybody else: nobody waits for it, nor does it end with the operation. */
  #behind(target: LeverTarget, { seesConfidential }: CallScope): CallScope {
    const { clock, meter } = this.options;
    const deadlineAtMs = clock.monotonicMs() + REFRESH_DEADLINE_MS;
    const whose = { lane: "background", userKey: "", report: NO_REPORT } as const;
    return within(target, { ...whose, deadlineAtMs, noCache: false, seesConfidential }, meter);
  }

  #passenger({ connectionId, fingerprint }: LeverTarget, scope: CallScope) {
    return {
      scope,
      switchedOff: () => this.#switchboard.signalOf(connectionId),
      expectedWaitMs: () => this.#budgets.ofKeys.of(fingerprint).expectedWaitMs(scope),
    };
  }
}

function downloadTransports({ clock, userAgent, downloads = {} }: LeverPoolOptions) {
  const { timeouts = DOWNLOAD_TIMEOUTS, maxBytes = MAX_DOWNLOAD_BYTES } = downloads;
  const options = { clock, timeouts, maxBytes, userAgent };
  return {
    own: createDownloadTransport({ ...options, isOwn: true }),
    foreign: createDownloadTransport({ ...options, isOwn: false }),
  };
}

/** The same user of two accounts is two users. */
function within({ accountId }: LeverTarget, scope: CallScope, meter: CostMeter | undefined): CallScope {
  const { lane, userKey, deadlineAtMs, noCache, seesConfidential, report } = scope;
  return {
    lane,
    userKey: JSON.stringify([accountId, userKey]),
    deadlineAtMs,
    noCache,
    seesConfidential,
    report: meter ? metered(report, lane, meter) : report,
    get signal() {
      return scope.signal;
    },
  };
}
