import type { ConnectionRegistry } from "../connections/registry.js";
import type { LeverClient } from "../lever/client.js";
import type { LeverPool } from "../lever/pool.js";
import type { CallScope, Lane } from "../lever/scope.js";
import { createLoad, type Load } from "../loading/loader.js";
import type { ConnectionRecord, OpportunityIndex, StageMappingStore } from "../store/store.js";
import type { LinkIndex } from "../sync/link-index.js";
import type { Clock } from "../time/clock.js";
import type { OperationReport } from "./operation-report.js";
import type { OperationScope } from "./operation-scope.js";
import type { Outlook } from "./outlook.js";

/** One connection, as one operation may use it: what loaders work with. */
export interface ConnectionScope {
  readonly connection: ConnectionRecord;
  readonly lever: LeverClient;
  readonly load: Load<ConnectionScope>;
  /** Contacts of opportunities, learned from every row that passes. */
  readonly opportunities: OpportunityIndex;
  readonly stageMappings: StageMappingStore;
  /** Who has which address and link. */
  readonly links: LinkIndex;
  readonly clock: Clock;
  /** When the operation began, milliseconds since the Unix epoch: all that it tells of times to come is of one moment. */
  readonly now: number;
  /** What the operation may still spend just now. */
  outlook(): Outlook;
  /** Tells of what was read at that time, past its age, and given because Lever could not be asked. */
  servedStale(fetchedAt: number): void;
}

/** What a scope is made of. */
export interface ConnectionScopeParts {
  readonly operation: OperationScope;
  readonly report: OperationReport;
  readonly registry: ConnectionRegistry;
  readonly pool: LeverPool;
  readonly opportunities: OpportunityIndex;
  readonly stageMappings: StageMappingStore;
  /** Who has which address and link. */
  readonly links: LinkIndex;
  readonly clock: Clock;
  /** When the operation began, milliseconds since the Unix epoch. */
  readonly now: number;
  /** How urgent the operation's requests are. */
  readonly lane: Lane;
}

/** For whom and how urgently calls are made in an operation. */
export function callScope({
  operation,
  report,
  lane,
}: Pick<ConnectionScopeParts, "operation" | "report" | "lane">): CallScope {
  const { caller, deadlineAtMs, noCache } = operation;
  return {
    lane,
    userKey: caller.userId ?? caller.email ?? "",
    deadlineAtMs,
    noCache,
    seesConfidential: caller.roles.has("confidential"),
    report,
    // Made when somebody listens: most operations are answered without a request.
    get signal() {
      return operation.signal;
    },
  };
}

/**
 * Opens a connection for an operation.
 * @throws SecretUnreadable
 */
export function openConnectionScope(record: ConnectionRecord, parts: ConnectionScopeParts): ConnectionScope {
  const lever = parts.pool.client(parts.registry.target(record), callScope(parts));
  const scope: { -readonly [Key in keyof ConnectionScope]: ConnectionScope[Key] } = {
    connection: record,
    lever,
    opportunities: parts.opportunities,
    stageMappings: parts.stageMappings,
    links: parts.links,
    clock: parts.clock,
    now: parts.now,
    outlook: () => ({
      leftMs: parts.operation.deadlineAtMs - parts.clock.monotonicMs(),
      budget: parts.pool.budget(record),
    }),
    servedStale: (fetchedAt) => parts.report.onStale(fetchedAt),
    load: undefined as unknown as Load<ConnectionScope>,
  };
  scope.load = createLoad<ConnectionScope>(scope);
  return scope;
}
