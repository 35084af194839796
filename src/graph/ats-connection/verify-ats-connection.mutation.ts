import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { LeverError } from "../../lever/errors.js";
import type { ConnectionRecord } from "../../store/store.js";
import { connectionDisabled } from "../../user-errors/thrown.js";
import { RequiresRole } from "../requires-role.js";
import { changeConnection, connectionInput } from "./connection-input.js";
import { type ConnectionPayload, connectionPayload } from "./connection-payloads.js";
import { accountLists, checkKey } from "./key-check.loader.js";

const VerifyAtsConnectionInput = connectionInput("VerifyAtsConnectionInput");
const VerifyAtsConnectionPayload = connectionPayload("VerifyAtsConnectionPayload");

@Resolver()
export class VerifyAtsConnection {
  @RequiresRole("admin")
  @Mutation(() => VerifyAtsConnectionPayload, {
    nullable: true,
    description:
      "Starts a new check of key and permissions; `status` tells of the key at once, `permissionReport` how far the rest is. Needs the role admin.",
  })
  verifyAtsConnection(
    @Arg("input", () => VerifyAtsConnectionInput) input: { connectionId: string },
    @Ctx() context: GraphContext,
  ): Promise<ConnectionPayload> {
    return changeConnection(context, input.connectionId, (record) => verify(context, record));
  }
}

/** A key that Lever does not take is a result of the check, not a failure of it. */
async function verify(context: GraphContext, record: ConnectionRecord): Promise<ConnectionRecord | null> {
  if (!record.enabled) throw connectionDisabled(record.id);
  const { registry, pool, store, permissionChecks } = context.services;
  const scope = { ...context.scopeOf("interactive"), noCache: true };
  const lever = pool.client(registry.target(record), scope);
  try {
    const { confidentialAccess, answered } = await checkKey(lever);
    const { stageIds, users, answered: answeredLists } = await accountLists(lever);
    const userIds = users instanceof LeverError ? [] : users.map((user) => user.externalId);
    await store.references.learn(record.id, { stageIds, userIds });
    const checked = await registry.checked(record, { credentialState: "VALID", confidentialAccess });
    if (checked) await permissionChecks.start(checked, [...answered, ...answeredLists]);
    return checked;
  } catch (error) {
    if (!(error instanceof LeverError && error.code === "UNAUTHORIZED")) throw error;
    return registry.checked(record, { credentialState: "INVALID" });
  }
}
