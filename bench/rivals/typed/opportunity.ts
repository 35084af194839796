import { Directive, Field, ID, ObjectType } from "type-graphql";
import type { OpportunityWire } from "../lever/wire.js";
import { idOf, type RivalContext } from "../serve/rival-context.js";

@Directive('@key(fields: "id")')
@Directive('@key(fields: "connectionId externalId candidateExternalId")')
@ObjectType()
export class Opportunity {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  connectionId!: string;

  @Field(() => ID)
  externalId!: string;

  @Field(() => ID)
  candidateExternalId!: string;

  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => [String])
  emails!: readonly string[];

  @Field(() => [String])
  tags!: readonly string[];

  stageId!: string;
  ownerId!: string | null;
}

/** Lever's row, as the graph has it. */
export function toOpportunity(context: RivalContext, row: OpportunityWire): Opportunity {
  const { id, contact, name, emails, tags, stage, owner } = row;
  return {
    ...{ id: idOf(context, id), connectionId: context.surroundings.connectionId, externalId: id },
    ...{ candidateExternalId: contact, name, emails, tags, stageId: stage, ownerId: owner },
  };
}
