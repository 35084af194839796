import { Arg, Ctx, Field, InputType, Mutation, Resolver } from "type-graphql";
import type { BulkItemOutcome, BulkRunner } from "../../bulk/bulk-runner.js";
import type { GraphContext } from "../../context/graph-context.js";
import { entityId } from "../../ids/entity-id.js";
import { toError } from "../../loading/each.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { bulkPayload } from "../bulk-operation/bulk-payload.js";
import { isOpen } from "../bulk-operation/open-item.js";
import { type BulkItemRequest, type BulkPayload, startBulk } from "../bulk-operation/start-bulk.js";
import { checkIdempotencyKey } from "../opportunity-write/write-once.js";
import { RequiresRole } from "../requires-role.js";
import { exportOnce } from "./export-once.loader.js";
import { ExportProfileToAtsInput } from "./export-profile-input.js";
import { toProfileExport } from "./profile-export.js";

const ExportProfilesToAtsPayload = bulkPayload("ExportProfilesToAtsPayload");

@InputType({ description: "At most 100 items; each has its own idempotencyKey. dryRun inside an item is not allowed." })
export class ExportProfilesToAtsInput {
  @Field(() => [ExportProfileToAtsInput], { description: "The profiles; each fails alone." })
  items!: ExportProfileToAtsInput[];

  @Field(() => String, {
    description: "Names the caller's intent: the same key with the same items gives the same operation.",
  })
  idempotencyKey!: string;
}

@Resolver()
export class ExportProfilesToAts {
  @RequiresRole("recruiter")
  @Mutation(() => ExportProfilesToAtsPayload, {
    nullable: true,
    description: "Exports many profiles, after it has answered: poll the operation. Needs the role recruiter.",
  })
  exportProfilesToAts(
    @Arg("input", () => ExportProfilesToAtsInput, { description: "The profiles." }) input: ExportProfilesToAtsInput,
    @Ctx() context: GraphContext,
  ): Promise<BulkPayload> {
    const items = input.items.map(toItem);
    return startBulk(context, "exportProfilesToAts", input.idempotencyKey, items);
  }
}

/** @throws GraphQLError BAD_USER_INPUT naming the item */
function toItem(item: ExportProfileToAtsInput, index: number): BulkItemRequest {
  const at = `input.items.${index}`;
  if (item.dryRun) throw badUserInput(`${at}.dryRun`, "is not allowed in an item");
  checkIdempotencyKey(item.idempotencyKey, at);
  toProfileExport(item, at);
  return { connectionId: item.connectionId, input: item };
}

/** Does items of the operation, one after the other: each is several requests. */
export const exportRunner: BulkRunner = async (context, inputs) => {
  const outcomes: (BulkItemOutcome | Error)[] = [];
  for (const input of inputs) {
    outcomes.push(await exportItem(context, input as ExportProfileToAtsInput).catch(toError));
  }
  return outcomes;
};

async function exportItem(context: GraphContext, input: ExportProfileToAtsInput): Promise<BulkItemOutcome> {
  const { result, userErrors } = await exportOnce(context, input);
  const { opportunityId, contactId, outcome, steps } = result;
  return {
    failed: userErrors.length > 0,
    isOpen: isOpen(userErrors),
    outcome: {
      opportunityId: opportunityId === null ? null : entityId(input.connectionId, opportunityId),
      candidateId: contactId === null ? null : entityId(input.connectionId, contactId),
      exportOutcome: outcome,
      exportSteps: steps,
      userErrors,
    },
  };
}
