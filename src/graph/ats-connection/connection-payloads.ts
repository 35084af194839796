import { Field, ObjectType } from "type-graphql";
import { AtsUserError } from "../../user-errors/user-error.js";
import { AtsConnection } from "./ats-connection.js";

type PayloadClass = new () => ConnectionPayload;

/** What every mutation of a connection answers with. */
export interface ConnectionPayload {
  connection: AtsConnection | null;
  userErrors: readonly AtsUserError[];
}

/** The payload type of one mutation: each has its own, so that each can grow. */
export function connectionPayload(name: string): PayloadClass {
  @ObjectType(name, { description: "What came of it." })
  class Payload implements ConnectionPayload {
    @Field(() => AtsConnection, { nullable: true, description: "As it is now; null where `userErrors` is not empty." })
    connection!: AtsConnection | null;

    @Field(() => [AtsUserError], { description: "What the caller can mend; empty where it was done." })
    userErrors!: readonly AtsUserError[];
  }
  return Payload;
}

/** It was done. */
export function done(connection: AtsConnection): ConnectionPayload {
  return { connection, userErrors: [] };
}

/** It was not done, or only in part. */
export function refused(...userErrors: readonly AtsUserError[]): ConnectionPayload {
  return { connection: null, userErrors };
}
