import type { EntityCache, LeverFacts, LeverTarget } from "../client.js";
import type { UnsentDownload } from "../download/download.js";
import type { LeverDownload } from "../download/lever-download.js";
import type { ConnectionSockets } from "../http/connection-sockets.js";
import type { CallScope } from "../scope.js";
import type { Gatherings } from "../sharing/gatherings.js";
import type { LeverAnswer, Transport } from "../transport.js";
import type { AccessNotices } from "./access-notices.js";
import type { ListAccess } from "./list-access.js";
import type { Reads } from "./reads.js";
import type { UnsentWrite } from "./write.js";

/** What a client of one connection for one operation is made of. */
export interface ClientParts {
  readonly target: LeverTarget;
  readonly scope: CallScope;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly sockets: ConnectionSockets;
  readonly access: ListAccess;
  readonly notices: AccessNotices;
  readonly reads: Reads;
  readonly entities: EntityCache;
  readonly facts: LeverFacts;
  readonly gatherings: Gatherings;
  readonly write: (unsent: UnsentWrite) => Promise<LeverAnswer>;
  readonly download: (unsent: UnsentDownload, signal: AbortSignal | undefined) => Promise<LeverDownload>;
}
