import http from "node:http";
import type { Sandbox } from "../../sandbox/sandbox.js";
import type { ManualClock } from "../support/manual-clock.js";
import { type Reply, ScriptedServer, type SeenRequest } from "../support/scripted-server.js";
import { type Answer, type As, startSubgraph, type SubgraphOptions, type TestSubgraph } from "../support/subgraph.js";
import { dataFiles } from "../support/connections.js";
import { canariesIn, CANARY_KEY, plantCanaries } from "./canaries.js";

/** Answers in Lever's place; undefined: Lever answers itself. */
export type Meddling = (request: SeenRequest) => Reply | undefined;

/** As a subgraph's, but for the clock, which is one that stands still. */
export interface FaultWorldOptions extends Omit<SubgraphOptions, "clock" | "leverUrl"> {
  readonly clock?: ManualClock;
}

/** How many turns of the event loop nothing has to happen in: everything here is one process on the loopback. */
const QUIET_TURNS = 60;

/**
 * The product, connected with the canary key to a sandbox, and between them a line on which anything may go wrong. What
 * was answered is kept, so that it can be searched for canaries.
 */
export class FaultWorld implements AsyncDisposable {
  connectionId = "";
  /** Lever's id of the candidacy whose person is the canary. */
  readonly canaryId: string;
  /** What goes wrong on the line. */
  meddle: Meddling = () => undefined;
  readonly #answers: Answer[] = [];

  private constructor(
    readonly subgraph: TestSubgraph,
    readonly line: ScriptedServer,
    private readonly clock: ManualClock | null,
  ) {
    this.canaryId = plantCanaries(subgraph.sandbox);
  }

  /** `connects`: with the canary key, in the account "acme". */
  static async start(options: FaultWorldOptions = {}, connects = true): Promise<FaultWorld> {
    const behind: { world?: FaultWorld } = {};
    const line = await ScriptedServer.start(
      (request) => behind.world?.meddle(request) ?? forwardTo(() => behind.world?.sandbox.url ?? ""),
    );
    const sandbox = { opportunities: 120, ...options.sandbox };
    const subgraph = await startSubgraph({ leverUrl: `${line.url}/v1`, ...options, sandbox });
    const world = new FaultWorld(subgraph, line, options.clock ?? null);
    behind.world = world;
    if (connects) await world.connect();
    return world;
  }

  async connect(as: As = {}, apiKey = CANARY_KEY): Promise<string> {
    const id = await this.subgraph.connect(apiKey, as);
    this.connectionId ||= id;
    this.line.requests.length = 0;
    this.sandbox.clearRequests();
    return id;
  }

  get sandbox(): Sandbox {
    return this.subgraph.sandbox;
  }

  async query(source: string, variables: Readonly<Record<string, unknown>> = {}, as: As = {}): Promise<Answer> {
    const answer = await this.subgraph.query(source, variables, as);
    this.#answers.push(answer);
    return answer;
  }

  /** Fields of the connection. */
  ask(fields: string, as: As = {}, connectionId = this.connectionId): Promise<Answer> {
    return this.query(`query ($id: ID!) { atsConnection(id: $id) { ${fields} } }`, { id: connectionId }, as);
  }

  /** One candidacy, which costs one request where nothing is known of it. */
  readOne(externalId: string, as: As = {}, connectionId = this.connectionId): Promise<Answer> {
    const id = `${connectionId}.${externalId}`;
    return this.query("query ($id: ID!) { atsOpportunity(id: $id) { externalId name } }", { id }, as);
  }

  /** Lever's ids of candidacies. */
  opportunityIds(count: number): readonly string[] {
    const ids = [...this.sandbox.data.opportunities.keys()].slice(0, count);
    if (ids.length < count) throw new Error("The seed has fewer candidacies");
    return ids;
  }

  /** Resolves once nothing happens any more but by the clock. */
  async quiet(): Promise<void> {
    const state = (): string => `${String(this.line.requests.length)} ${String(this.line.open)}`;
    for (let [turns, before] = [0, state()]; turns < QUIET_TURNS; turns++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (state() === before) continue;
      before = state();
      turns = 0;
    }
  }

  /**
   * Sees a promise through: whenever nothing happens by itself, time moves on to whoever is due next, at most `spanMs`
   * ahead. Answers on the line take no time by this clock.
   */
  async inTime<Value>(clock: ManualClock, promise: Promise<Value>, spanMs = 2_000): Promise<Value> {
    const outcome = { isSettled: false };
    const settle = (): void => void (outcome.isSettled = true);
    promise.then(settle, settle);
    for (;;) {
      await this.quiet();
      if (outcome.isSettled) return promise;
      const dueMs = clock.nextDueMs ?? Infinity;
      if (dueMs < Infinity && dueMs <= clock.monotonicMs() + spanMs) await clock.advance(dueMs - clock.monotonicMs());
    }
  }

  /** What must be empty: canaries in the log, the metrics, the errors and extensions of answers, and the database. */
  async leaks(): Promise<Readonly<Record<string, readonly string[]>>> {
    const metrics = await (await fetch(`${this.subgraph.url}/metrics`)).text();
    const told = this.#answers.map(({ errors, extensions, headers, data }) => ({
      ...{ errors, extensions, headers: [...headers], userErrors: userErrorsIn(data) },
    }));
    const places = {
      log: this.subgraph.log.join("\n"),
      metrics,
      answers: JSON.stringify(told),
      database: await dataFiles(this.subgraph),
    };
    const found = Object.entries(places).map(([place, text]) => [place, canariesIn(text)] as const);
    return Object.fromEntries(found.filter(([, words]) => words.length > 0));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const stopping = this.subgraph[Symbol.asyncDispose]();
    // What is under way ends by the clock.
    await (this.clock ? this.inTime(this.clock, stopping, Infinity) : stopping);
    await this.line[Symbol.asyncDispose]();
  }
}

/** Passes a request on and the answer back. */
function forwardTo(base: () => string): Reply {
  return (response, { method, url, headers, body }) =>
    new Promise((resolve) => {
      const target = new URL(url.replace(/^\/v1/, ""), "http://line");
      const address = `${base()}${target.pathname}${target.search}`;
      const outgoing = http.request(address, { method, headers, agent: false }, (incoming) => {
        response.writeHead(incoming.statusCode ?? 500, incoming.headers);
        incoming.pipe(response).on("close", resolve);
        // What breaks off behind the line breaks off before it.
        incoming.on("error", () => response.destroy());
      });
      outgoing.on("error", () => {
        response.socket?.resetAndDestroy();
        resolve();
      });
      response.on("close", () => outgoing.destroy());
      outgoing.end(body);
    });
}

function userErrorsIn(data: unknown): unknown {
  if (typeof data !== "object" || data === null) return null;
  return Object.values(data).map(
    (payload: unknown) => (payload as { userErrors?: unknown } | null)?.userErrors ?? null,
  );
}
