import { FINDEM_KEY } from "../../../sandbox/keys.js";
import { type Sandbox, startSandbox } from "../../../sandbox/start-sandbox.js";
import { json, page, refusal, type Reply, ScriptedServer, type SeenRequest } from "../../support/scripted-server.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

/** What of an opportunity Lever lists by itself: the last part of the path. */
export const KINDS = ["interviews", "panels", "feedback", "forms", "offers", "referrals"] as const;
export type Kind = (typeof KINDS)[number];

type Row = Readonly<Record<string, unknown>>;
type Rows = Partial<Record<Kind, readonly Row[]>>;

const PART = new RegExp(`^/opportunities/([^/]+)/(${KINDS.join("|")})$`);
const PAGE_SIZE = 100;
const OTHER_LIMITS = { requestsPerSecond: 100_000, burst: 100_000 };

/** The product over a sandbox whose lists of an opportunity's parts hold exactly what a test says. */
export class LeverWithParts implements AsyncDisposable {
  rows: Rows = {};
  /** Kinds that the key may not list. */
  readonly refused = new Set<Kind>();

  private constructor(
    readonly sandbox: Sandbox,
    readonly server: ScriptedServer,
    readonly graph: TestSubgraph,
    readonly connectionId: string,
    /** Lever's id of the opportunity that the parts belong to. */
    readonly opportunityId: string,
  ) {}

  static async start(): Promise<LeverWithParts> {
    const sandbox = await startSandbox({ opportunities: 300, ...OTHER_LIMITS });
    const script: { answer?: (request: SeenRequest) => Reply | null } = {};
    const server = await ScriptedServer.start((request) => script.answer?.(request) ?? forward(sandbox));
    const graph = await startSubgraph({ leverUrl: server.url, sandbox: { opportunities: 1 } });
    const [own] = [...sandbox.data.opportunities.values()].filter((row) => row.confidentiality === "non-confidential");
    if (!own) throw new Error("The seed holds no such opportunity");
    const lever = new LeverWithParts(sandbox, server, graph, await graph.connect(FINDEM_KEY), own.id);
    script.answer = (request) => lever.#answer(request);
    return lever;
  }

  /** The graph's id of the opportunity. */
  get id(): string {
    return `${this.connectionId}.${this.opportunityId}`;
  }

  /** The lists of parts that were asked for since the last call of this, "forms?expand=user" each, sorted. */
  takeAsked(): readonly string[] {
    return this.server.requests.splice(0).flatMap(({ path, query }) => {
      const kind = PART.exec(path)?.[2];
      const expand = query.getAll("expand").sort();
      return kind === undefined ? [] : [expand.length === 0 ? kind : `${kind}?expand=${expand.join(",")}`];
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.graph[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
    await this.sandbox[Symbol.asyncDispose]();
  }

  #answer({ path, query }: SeenRequest): Reply | null {
    const [, opportunity, kind] = PART.exec(path) ?? [];
    if (kind === undefined) return null;
    if (this.refused.has(kind as Kind)) return refusal(403, "Forbidden", "Not allowed");
    if (opportunity !== this.opportunityId) return refusal(404, "ResourceNotFound", "not found");
    const rows = this.rows[kind as Kind] ?? [];
    const from = Number(query.get("offset") ?? 0);
    const next = from + PAGE_SIZE < rows.length ? String(from + PAGE_SIZE) : undefined;
    const expand = query.getAll("expand");
    return page(
      rows.slice(from, from + PAGE_SIZE).map((row) => this.#expanded(row, expand)),
      next,
    );
  }

  #expanded(row: Row, properties: readonly string[]): Row {
    const { users, stages } = this.sandbox.data;
    const objects = properties.flatMap((property) => {
      const id = row[property];
      const object = typeof id === "string" ? (property === "stage" ? stages.get(id) : users.get(id)) : null;
      return object ? [[property, object] as const] : [];
    });
    return { ...row, ...Object.fromEntries(objects) };
  }
}

function forward(sandbox: Sandbox): Reply {
  return async (response, { method, url, headers }) => {
    const { authorization = "" } = headers;
    const answer = await fetch(sandbox.url + url, { method, headers: { authorization } });
    await json(await answer.json(), answer.status)(response, {} as SeenRequest);
  };
}
