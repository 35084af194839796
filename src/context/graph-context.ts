import type { Caller } from "../caller/caller.js";
import type { BulkSeal } from "./bulk-seal.js";
import type { ConnectionRegistry } from "../connections/registry.js";
import type { FileLinks } from "../file-links/file-links.js";
import type { LeverPool } from "../lever/pool.js";
import type { CursorCodec } from "../paging/cursor.js";
import type { PersonPurge } from "../privacy/person-purge.js";
import type { ConnectionRecord, PermissionRecord, Store } from "../store/store.js";
import type { LinkIndex } from "../sync/link-index.js";
import type { SyncWorker } from "../sync/sync-worker.js";
import type { Uploads } from "../uploads/uploads.js";
import type { KnownRefusals } from "../writes/known-refusals.js";
import type { Once } from "../writes/once.js";
import type { Clock } from "../time/clock.js";
import type { ConnectionWebhooks } from "../webhooks/connection-webhooks.js";
import { bestEffort } from "./best-effort-opportunities.js";
import { callScope } from "./connection-scope.js";
import { createOperationConnections, type OperationConnections } from "./operation-connections.js";
import { createOperationFileLinks, type OperationFileLinks } from "./operation-file-links.js";
import type { OperationReport } from "./operation-report.js";
import type { OperationScope } from "./operation-scope.js";
import type { CallScope, Lane } from "../lever/scope.js";

/** What the operator allows beyond what is usual. */
export interface Policy {
  /** Somebody may be raised to admin or super admin of Lever. */
  readonly mayGrantAdmin: boolean;
  /** The most items of one operation on many. */
  readonly maxBulkItems: number;
}

/** What operations on many items need of the process. */
export interface BulkServices {
  readonly seal: BulkSeal;
  /** Keyed digest of what was asked for. */
  readonly digest: (text: string) => string;
  /** Works an operation off in the background. */
  readonly run: (operationId: string) => void;
}

/** What checks keys after a mutation has answered. */
export interface PermissionCheckServices {
  /** Begins to check a connection's key; `answered`: what was just found out of it. Never fails. */
  start(
    connection: ConnectionRecord,
    answered: readonly Pick<PermissionRecord, "permission" | "granted">[],
  ): Promise<void>;
}

/** What the process has for every operation. */
export interface GraphServices {
  readonly clock: Clock;
  readonly store: Store;
  readonly pool: LeverPool;
  readonly registry: ConnectionRegistry;
  readonly cursors: CursorCodec;
  readonly fileLinks: FileLinks;
  readonly uploads: Uploads;
  readonly once: Once;
  readonly bulk: BulkServices;
  readonly permissionChecks: PermissionCheckServices;
  readonly purge: PersonPurge;
  /** Who has which address and link. */
  readonly links: LinkIndex;
  /** Syncs begin and are looked at here; they run in the background. */
  readonly sync: Pick<SyncWorker, "ask" | "status">;
  readonly webhooks: ConnectionWebhooks;
  readonly policy: Policy;
  readonly refusals: KnownRefusals;
}

/** What a resolver may touch: one for each operation. */
export interface GraphContext {
  readonly caller: Caller;
  readonly clock: Clock;
  /** When the operation began, milliseconds since the Unix epoch: all that it tells of times to come is of one moment. */
  readonly now: number;
  readonly report: OperationReport;
  /** On the monotonic clock, milliseconds: after it nobody waits for the answer any more. */
  readonly deadlineAtMs: number;
  readonly connections: OperationConnections;
  readonly fileLinks: OperationFileLinks;
  readonly services: GraphServices;
  /** For calls outside an open connection: the check of a key that is not stored. */
  scopeOf(lane: Lane): CallScope;
}

/**
 * The context of one operation. What it may use is made when it is first asked for: many operations ask for none of it.
 * Apollo Server hands resolvers a copy of its own properties, so none of them may be private to the class (`#`).
 */
export class OperationContext implements GraphContext {
  readonly clock: Clock;
  readonly now: number;
  private madeConnections: OperationConnections | null = null;
  private madeFileLinks: OperationFileLinks | null = null;

  /** `lane`: how urgent its requests are. */
  constructor(
    readonly services: GraphServices,
    private readonly operation: OperationScope,
    readonly report: OperationReport,
    private readonly lane: Lane = "interactive",
  ) {
    this.clock = services.clock;
    this.now = services.clock.epochMs();
  }

  get caller(): Caller {
    return this.operation.caller;
  }

  get deadlineAtMs(): number {
    return this.operation.deadlineAtMs;
  }

  get connections(): OperationConnections {
    this.madeConnections ??= this.makeConnections();
    return this.madeConnections;
  }

  get fileLinks(): OperationFileLinks {
    this.madeFileLinks ??= createOperationFileLinks(this.services.fileLinks, this.caller.accountId);
    return this.madeFileLinks;
  }

  scopeOf(lane: Lane): CallScope {
    return callScope({ operation: this.operation, report: this.report, lane });
  }

  private makeConnections(): OperationConnections {
    const { services, operation, report, now, lane } = this;
    const { registry, pool, store, clock, links } = services;
    const { stageMappings } = store;
    const opportunities = bestEffort(store.opportunities);
    return createOperationConnections({
      ...{ operation, report, registry, pool, opportunities, stageMappings, links, clock, now, lane },
    });
  }
}
