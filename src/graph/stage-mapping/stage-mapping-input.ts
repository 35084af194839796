import { Field, ID, InputType, Int } from "type-graphql";
import { isIdPart } from "../../ids/entity-id.js";
import type { StageMappingInput } from "../../stage-mapping/mapping-input.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { externalReference } from "../entity-reference.js";

/** More Findem stages, ids in a list or characters in a name are no pipeline. */
const MAX_GROUPS = 200;
const MAX_IDS = 2_000;
const MAX_NAME_LENGTH = 200;

@InputType({ description: "A Findem stage. Without an id: a new one." })
export class AtsFindemStageInput {
  @Field(() => ID, { nullable: true, description: "Of one that the mapping has; left out for a new one." })
  id?: string | null;

  @Field(() => String, { description: "Of its own among the Findem stages." })
  name!: string;

  @Field(() => [ID], { description: "The stages of Lever's that it holds; a stage is in one Findem stage at most." })
  stageIds!: string[];

  @Field(() => Int, { nullable: true, description: "Days that somebody may stay in it, 1 to 365; null for no limit." })
  slaDays?: number | null;
}

@InputType({ description: "A whole stage mapping: it replaces what is there." })
export class SaveStageMappingInput {
  @Field(() => ID, { description: "The connection whose stages it maps." })
  connectionId!: string;

  @Field(() => Int, { description: "The version it was made from." })
  expectedVersion!: number;

  @Field(() => [ID], { description: "Stages that new applicants come into." })
  inboundStageIds!: string[];

  @Field(() => [ID], { description: "Stages that nobody is to be advanced to." })
  advanceExcludedStageIds!: string[];

  @Field(() => [ID], { description: "Archive reasons that nobody is to be rejected with." })
  rejectExcludedReasonIds!: string[];

  @Field(() => [AtsFindemStageInput], { description: "In the order in which they are to be shown." })
  findemStages!: AtsFindemStageInput[];
}

/**
 * The input by Lever's ids and those of the store.
 * @throws GraphQLError BAD_USER_INPUT naming the field, for what no mapping can hold
 */
export function toMappingInput(input: SaveStageMappingInput): StageMappingInput {
  const { connectionId, findemStages } = input;
  if (!isIdPart(connectionId)) throw badUserInput("input.connectionId", "not an id of a connection");
  if (findemStages.length > MAX_GROUPS) throw badUserInput("input.findemStages", `give at most ${MAX_GROUPS}`);
  const idIn = (id: string, argument: string): string | null => {
    const reference = externalReference(id, argument);
    return reference.connectionId === connectionId ? reference.externalId : null;
  };
  const idsIn = (ids: readonly string[], argument: string): readonly (string | null)[] => {
    if (ids.length > MAX_IDS) throw badUserInput(argument, `give at most ${MAX_IDS}`);
    return ids.map((id, place) => idIn(id, `${argument}.${place}`));
  };
  return {
    inboundStageIds: idsIn(input.inboundStageIds, "input.inboundStageIds"),
    advanceExcludedStageIds: idsIn(input.advanceExcludedStageIds, "input.advanceExcludedStageIds"),
    rejectExcludedReasonIds: idsIn(input.rejectExcludedReasonIds, "input.rejectExcludedReasonIds"),
    findemStages: findemStages.map(({ id, name, stageIds, slaDays }, place) => {
      const argument = `input.findemStages.${place}`;
      if (name.length > MAX_NAME_LENGTH) {
        throw badUserInput(`${argument}.name`, `give at most ${MAX_NAME_LENGTH} characters`);
      }
      return {
        id: id == null ? undefined : idIn(id, `${argument}.id`),
        name,
        stageIds: idsIn(stageIds, `${argument}.stageIds`),
        slaDays: slaDays ?? null,
      };
    }),
  };
}
