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

/** Whether a mutation was begun with that key before: then its upload may be gone, and what came of it is not. */
export async function wasBegun(
  { services, caller }: Pick<GraphContext, "services" | "caller">,
  mutation: string,
  idempotencyKey: string,
): Promise<boolean> {
  const { accountId } = caller;
  return (await services.store.writes.read({ accountId, mutation, idempotencyKey })) !== null;
}
