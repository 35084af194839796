import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import type { ConnectionRecord, ReferenceIds } from "../../store/store.js";
import { connectionDisabled } from "../../user-errors/thrown.js";
import { userError } from "../../user-errors/user-error.js";
import { RequiresRole } from "../requires-role.js";
import { changeConnection } from "./connection-input.js";
import { type ConnectionPayload, connectionPayload, refused } from "./connection-payloads.js";
import { inspectKey } from "./inspect-key.loader.js";

const RotateAtsApiKeyPayload = connectionPayload("RotateAtsApiKeyPayload");

/** Every Lever account has these stages: they tell nothing. Lever docs, "Stages"; seen in answers of real accounts. */
const BUILT_IN_STAGES: ReadonlySet<string> = new Set([
  "lead-new",
  "lead-reached-out",
  "lead-responded",
  "applicant-new",
  "offer",
]);

@InputType({ description: "Another API key for the same Lever account." })
export class RotateAtsApiKeyInput {
  @Field(() => ID, { description: "The connection." })
  connectionId!: string;

  @Field(() => String, { description: "From Lever's API credentials page; it is sealed and never returned." })
  apiKey!: string;
}

@Resolver()
export class RotateAtsApiKey {
  @RequiresRole("admin")
  @Mutation(() => RotateAtsApiKeyPayload, {
    nullable: true,
    description:
      "Puts another API key of the same Lever account in place; mapping and history stay. Needs the role admin.",
  })
  rotateAtsApiKey(
    @Arg("input", () => RotateAtsApiKeyInput) input: RotateAtsApiKeyInput,
    @Ctx() context: GraphContext,
  ): Promise<ConnectionPayload> {
    return changeConnection(context, input.connectionId, (record) => rotate(context, record, input.apiKey.trim()));
  }
}

async function rotate(
  context: GraphContext,
  record: ConnectionRecord,
  apiKey: string,
): Promise<ConnectionRecord | ConnectionPayload | null> {
  if (!record.enabled) throw connectionDisabled(record.id);
  const { registry, store, permissionChecks } = context.services;
  const draft = registry.draft(context.caller.accountId, apiKey);
  const others = await registry.byAccount(context.caller.accountId);
  if (others.some(({ id, fingerprint }) => id !== record.id && fingerprint === draft.fingerprint)) {
    return refused(userError("API_KEY_ALREADY_CONNECTED", { path: ["input", "apiKey"] }));
  }
  const inspected = await inspectKey(context, draft, null);
  if ("userErrors" in inspected) return refused(...inspected.userErrors);
  if (!isSameAccount(await store.references.known(record.id), inspected.references)) {
    return refused(userError("API_KEY_OF_OTHER_ACCOUNT", { path: ["input", "apiKey"] }));
  }
  const { confidentialAccess } = inspected.checked;
  const { defaultPerformAsId } = record;
  const replaced = await registry.replaceKey(record, draft, { confidentialAccess, defaultPerformAsId });
  await store.references.learn(record.id, inspected.references);
  if (replaced) await permissionChecks.start(replaced, inspected.answered);
  return replaced;
}

/** Nothing known of the old account, as with a key that may list neither stages nor users, can't contradict. */
function isSameAccount(known: ReferenceIds, found: ReferenceIds): boolean {
  const users = new Set(known.userIds);
  const stages = new Set(known.stageIds.filter((id) => !BUILT_IN_STAGES.has(id)));
  if (users.size === 0 && stages.size === 0) return true;
  return found.userIds.some((id) => users.has(id)) || found.stageIds.some((id) => stages.has(id));
}
