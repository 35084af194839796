import type { GraphContext } from "../../context/graph-context.js";
import { isIdPart } from "../../ids/entity-id.js";
import type { ReadyUpload } from "../../uploads/uploads.js";

/**
 * An upload that can be sent to Lever; null where it is unknown, not complete, its time is over, or it is another
 * account's or connection's.
 */
export async function readyUpload(
  { services, caller }: Pick<GraphContext, "services" | "caller">,
  connectionId: string,
  uploadId: string,
): Promise<ReadyUpload | null> {
  if (!isIdPart(uploadId)) return null;
  return services.uploads.ready({ accountId: caller.accountId, connectionId }, uploadId);
}
