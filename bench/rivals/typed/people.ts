import { Ctx, Directive, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { idOf, type RivalContext } from "../serve/rival-context.js";
import { Opportunity, toOpportunity } from "./opportunity.js";

@Directive('@key(fields: "id")')
@ObjectType()
export class Candidate {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => [String], { nullable: true })
  emails!: readonly string[] | null;

  contactId!: string;
}

/** A person, read by their id at Lever. */
export async function candidateOf(context: RivalContext, contactId: string): Promise<Candidate> {
  const { name, emails } = await context.lever.contact(contactId);
  return { id: idOf(context, contactId), name, emails, contactId };
}

@ObjectType()
export class AtsCandidateMatch {
  @Field(() => [String])
  matchedBy!: readonly string[];

  @Field(() => Candidate)
  candidate!: Candidate;
}

@Directive("@extends")
@Directive('@key(fields: "id")')
@ObjectType()
export class Profile {
  @Directive("@external")
  @Field(() => ID)
  id!: string;

  @Directive("@external")
  @Field(() => [String], { nullable: true })
  emails?: readonly string[] | null;
}

@Resolver(() => Candidate)
export class CandidateResolver {
  @FieldResolver(() => [Opportunity])
  async opportunities(@Root() { contactId }: Candidate, @Ctx() context: RivalContext): Promise<readonly Opportunity[]> {
    return (await context.lever.opportunitiesOf(contactId)).map((row) => toOpportunity(context, row));
  }
}

@Resolver(() => Profile)
export class ProfileResolver {
  @Directive('@requires(fields: "emails")')
  @FieldResolver(() => [AtsCandidateMatch])
  async atsCandidates(
    @Root() { emails }: Profile,
    @Ctx() context: RivalContext,
  ): Promise<readonly AtsCandidateMatch[]> {
    const found = await Promise.all((emails ?? []).map((email) => context.lever.opportunitiesByEmail(email)));
    const contacts = [...new Set(found.flat().map(({ contact }) => contact))];
    const candidates = await Promise.all(contacts.map((contact) => candidateOf(context, contact)));
    return candidates.map((candidate) => ({ matchedBy: ["EMAIL"], candidate }));
  }
}
