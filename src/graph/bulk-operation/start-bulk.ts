import { randomUUID } from "node:crypto";
import type { GraphContext } from "../../context/graph-context.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { canonicalJson } from "../../writes/canonical-json.js";
import { checkIdempotencyKey } from "../opportunity-write/write-once.js";
import type { AtsBulkOperation } from "./bulk-operation.js";
import { bulkOperationById } from "./bulk-operation.loader.js";

/** What mutations over many items answer with. */
export interface BulkPayload {
  operation: AtsBulkOperation | null;
  userErrors: readonly AtsUserError[];
}

/** An item as it is asked for. */
export interface BulkItemRequest {
  readonly connectionId: string;
  readonly input: unknown;
}

/**
 * Stores an operation and begins to work it off; the same key with the same items gives the operation that there is.
 * @throws GraphQLError BAD_USER_INPUT
 */
export async function startBulk(
  context: GraphContext,
  mutation: string,
  idempotencyKey: string,
  items: readonly BulkItemRequest[],
): Promise<BulkPayload> {
  checkIdempotencyKey(idempotencyKey);
  const { maxBulkItems } = context.services.policy;
  if (items.length > maxBulkItems) {
    const message = `At most ${maxBulkItems} items go at once.`;
    return refused(userError("TOO_MANY_ITEMS", { message, path: ["input", "items"] }));
  }
  try {
    return await store(context, mutation, idempotencyKey, items);
  } catch (failure) {
    return refused(userErrorFrom(failure));
  }
}

async function store(
  context: GraphContext,
  mutation: string,
  idempotencyKey: string,
  items: readonly BulkItemRequest[],
): Promise<BulkPayload> {
  const { services, caller, clock } = context;
  const { seal, digest, run } = services.bulk;
  const id = randomUUID().replaceAll("-", "");
  const inputDigest = digest(canonicalJson(items.map(({ input }) => input)));
  const startedAt = clock.epochMs();
  const { operation } = await services.store.bulk.create(
    {
      id,
      accountId: caller.accountId,
      mutation,
      idempotencyKey,
      inputDigest,
      total: items.length,
      sealedCaller: seal.sealCaller(id, caller),
      startedAt,
      finishedAt: items.length === 0 ? startedAt : null,
    },
    await Promise.all(
      items.map(async ({ connectionId, input }, index) => ({
        operationId: id,
        index,
        connectionId: await ownConnection(context, connectionId),
        sealedInput: seal.sealInput(id, index, input),
      })),
    ),
  );
  if (operation.inputDigest !== inputDigest) {
    return refused(userError("IDEMPOTENCY_KEY_REUSED", { path: ["input", "idempotencyKey"] }));
  }
  run(operation.id);
  return { operation: await bulkOperationById(context, operation.id), userErrors: [] };
}

/** An item of a connection that the account hasn't fails alone, when its turn comes. */
async function ownConnection({ connections }: GraphContext, connectionId: string): Promise<string | null> {
  return (await connections.record(connectionId)) ? connectionId : null;
}

function refused(...userErrors: readonly AtsUserError[]): BulkPayload {
  return { operation: null, userErrors };
}
