import { Field, ObjectType } from "type-graphql";
import { AtsUserError } from "../../user-errors/user-error.js";
import { AtsBulkOperation } from "./bulk-operation.js";
import type { BulkPayload } from "./start-bulk.js";

type PayloadClass = new () => BulkPayload;

/** The payload type of one mutation over many items: each has its own, so that each can grow. */
export function bulkPayload(name: string): PayloadClass {
  @ObjectType(name, { description: "What came of it." })
  class Payload implements BulkPayload {
    @Field(() => AtsBulkOperation, {
      nullable: true,
      description: "The work that goes on; null where `userErrors` is not empty.",
    })
    operation!: AtsBulkOperation | null;

    @Field(() => [AtsUserError], { description: "What the caller can mend; empty where it has begun." })
    userErrors!: readonly AtsUserError[];
  }
  return Payload;
}
