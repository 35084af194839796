import type { Caller } from "../caller/caller.js";
import type { ConnectionRegistry } from "../connections/registry.js";
import type { FileLinks } from "../file-links/file-links.js";
import type { LeverPool } from "../lever/pool.js";
import type { CursorCodec } from "../paging/cursor.js";
import type { Store } from "../store/store.js";
import type { Once } from "../writes/once.js";
import type { Clock } from "../time/clock.js";
import { callScope } from "./connection-scope.js";
import { createOperationConnections, type OperationConnections } from "./operation-connections.js";
import { createOperationFileLinks, type OperationFileLinks } from "./operation-file-links.js";
import type { OperationReport } from "./operation-report.js";
import type { OperationScope } from "./operation-scope.js";
import type { CallScope, Lane } from "../lever/scope.js";

/** What the process has for every operation. */
export interface GraphServices {
  readonly clock: Clock;
  readonly store: Store;
  readonly pool: LeverPool;
  readonly registry: ConnectionRegistry;
  readonly cursors: CursorCodec;
  readonly fileLinks: FileLinks;
  readonly once: Once;
}

/** What a resolver may touch: one for each operation. */
export interface GraphContext {
  readonly caller: Caller;
  readonly clock: Clock;
  readonly report: OperationReport;
  /** On the monotonic clock, milliseconds: after it nobody waits for the answer any more. */
  readonly deadlineAtMs: number;
  readonly connections: OperationConnections;
  readonly fileLinks: OperationFileLinks;
  readonly services: GraphServices;
  /** For calls outside an open connection: the check of a key that is not stored. */
  scopeOf(lane: Lane): CallScope;
}

/** The context of one operation. */
export function createGraphContext(
  services: GraphServices,
  operation: OperationScope,
  report: OperationReport,
): GraphContext {
  const { registry, pool, store, clock } = services;
  const { opportunities, stageMappings } = store;
  return {
    caller: operation.caller,
    deadlineAtMs: operation.deadlineAtMs,
    clock,
    report,
    connections: createOperationConnections({ operation, report, registry, pool, opportunities, stageMappings }),
    fileLinks: createOperationFileLinks(services.fileLinks, operation.caller.accountId),
    services,
    scopeOf: (lane) => callScope({ operation, report }, lane),
  };
}
