import type { GraphClient } from "../service/graph-client.js";

const ONE = `query ($id: ID!) { atsOpportunity(id: $id) { id name stage { name } } }`;

/** How people at their screens ask: each at an even pace, whatever has become of what they asked before. */
export interface InteractiveLoad {
  readonly users: number;
  /** Operations a second, of all users together. Each costs one request. */
  readonly operationsPerSecond: number;
}

/** What became of what they asked. */
export interface InteractiveOutcome {
  readonly asked: number;
  readonly completed: number;
  /** By error code. */
  readonly failed: Readonly<Record<string, number>>;
  /** From asking to the answer, milliseconds. */
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Users who ask for one opportunity after the other, none of them twice, until they are stopped. */
export class InteractiveUsers {
  readonly #latenciesMs: number[] = [];
  readonly #failed = new Map<string, number>();
  readonly #timers: NodeJS.Timeout[] = [];
  #asked = 0;
  #isStopped = false;

  /** `graphs`: users are spread over them. `ids`: enough for all that will be asked. */
  constructor(
    private readonly graphs: readonly GraphClient[],
    private readonly ids: readonly string[],
  ) {}

  start({ users, operationsPerSecond }: InteractiveLoad): void {
    const paceMs = (users / operationsPerSecond) * 1_000;
    for (let user = 0; user < users; user++) {
      const begin = setTimeout(
        () => {
          this.#timers.push(setInterval(() => void this.#ask(user), paceMs));
        },
        (paceMs / users) * user,
      );
      this.#timers.push(begin);
    }
  }

  /** Nobody asks any more, and what is not answered now is not counted. */
  stop(): InteractiveOutcome {
    this.#isStopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    const sorted = [...this.#latenciesMs].sort((one, other) => one - other);
    const quantile = (share: number): number => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
    return {
      ...{ asked: this.#asked, completed: sorted.length, failed: Object.fromEntries(this.#failed) },
      ...{ p50Ms: quantile(0.5), p95Ms: quantile(0.95) },
    };
  }

  async #ask(user: number): Promise<void> {
    const graph = this.graphs[user % this.graphs.length];
    const id = this.ids[this.#asked++];
    if (graph === undefined || id === undefined) return;
    const startedAtMs = performance.now();
    const code = await codeOf(graph.send(ONE, { id }, { "x-user-id": `user-${user}` }));
    if (this.#isStopped) return;
    if (code === null) this.#latenciesMs.push(performance.now() - startedAtMs);
    else this.#failed.set(code, (this.#failed.get(code) ?? 0) + 1);
  }
}

/** Null: it was answered. */
async function codeOf(answer: ReturnType<GraphClient["send"]>): Promise<string | null> {
  try {
    const { errors = [] } = await answer;
    const [error] = errors;
    return error ? (error.extensions?.code ?? "UNKNOWN") : null;
  } catch {
    return "NO_ANSWER";
  }
}
