import { Field, ID, InputType } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import type { ConnectionRecord } from "../../store/store.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { userError } from "../../user-errors/user-error.js";
import { isIdPart } from "../../ids/entity-id.js";
import { toConnection } from "./ats-connection.loader.js";
import { type ConnectionPayload, done, refused } from "./connection-payloads.js";

type ConnectionInputClass = new () => { connectionId: string };

/** The input of a mutation that takes nothing but a connection. */
export function connectionInput(name: string): ConnectionInputClass {
  @InputType(name, { description: "Which connection." })
  class Input {
    @Field(() => ID, { description: "The connection." })
    connectionId!: string;
  }
  return Input;
}

/**
 * Does something to one of the account's connections. What can be mended becomes data; `change`
 * answers with the connection as it is then, or with a payload of its own.
 */
export async function changeConnection(
  context: GraphContext,
  connectionId: string,
  change: (record: ConnectionRecord) => Promise<ConnectionRecord | ConnectionPayload | null>,
): Promise<ConnectionPayload> {
  if (!isIdPart(connectionId)) throw badUserInput("input.connectionId", "not an id of a connection");
  try {
    const record = await context.connections.record(connectionId);
    const changed = record && (await change(record));
    if (!changed) return refused(userError("NOT_FOUND", { path: ["input", "connectionId"] }));
    if ("userErrors" in changed) return changed;
    context.connections.replace(changed, connectionId);
    return done(toConnection(changed));
  } catch (failure) {
    return refused(userErrorFrom(failure));
  }
}
