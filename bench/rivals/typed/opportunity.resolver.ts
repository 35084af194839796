import { Arg, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from "type-graphql";
import * as parts from "../lever/part-mapping.js";
import type { PartWires } from "../lever/wire.js";
import { externalIdOf, idOf, type RivalContext } from "../serve/rival-context.js";
import { Opportunity, toOpportunity } from "./opportunity.js";
import { AtsFeedback, AtsFile, AtsInterview, AtsNote, AtsResume } from "./parts.js";
import { Candidate, candidateOf } from "./people.js";
import { AtsPosting, AtsStage, AtsUser, postingOf, stageOf, userOf } from "./reference-data.js";

@ObjectType()
export class AtsApplication {
  @Field(() => String)
  type!: string;

  @Field(() => String, { nullable: true })
  company!: string | null;

  postingId!: string | null;
}

@Resolver(() => AtsApplication)
export class ApplicationResolver {
  @FieldResolver(() => AtsPosting, { nullable: true })
  posting(@Root() { postingId }: AtsApplication, @Ctx() context: RivalContext): Promise<AtsPosting | null> {
    return postingOf(context, postingId);
  }
}

@Resolver(() => Opportunity)
export class OpportunityResolver {
  @Query(() => Opportunity, { nullable: true })
  async atsOpportunity(@Arg("id", () => ID) id: string, @Ctx() context: RivalContext): Promise<Opportunity> {
    return toOpportunity(context, await context.lever.opportunity(externalIdOf(id)));
  }

  @FieldResolver(() => AtsStage)
  stage(@Root() { stageId }: Opportunity, @Ctx() context: RivalContext): Promise<AtsStage> {
    return stageOf(context, stageId);
  }

  @FieldResolver(() => AtsUser, { nullable: true })
  owner(@Root() { ownerId }: Opportunity, @Ctx() context: RivalContext): Promise<AtsUser | null> {
    return userOf(context, ownerId);
  }

  @FieldResolver(() => Candidate)
  candidate(@Root() { candidateExternalId }: Opportunity, @Ctx() context: RivalContext): Promise<Candidate> {
    return candidateOf(context, candidateExternalId);
  }

  @FieldResolver(() => AtsApplication, { nullable: true })
  async application(@Root() { externalId }: Opportunity, @Ctx() context: RivalContext): Promise<AtsApplication | null> {
    const [first] = await context.lever.applications(externalId);
    return first ? { type: first.type.toUpperCase(), company: first.company, postingId: first.posting } : null;
  }

  @FieldResolver(() => [AtsNote])
  async notes(@Root() root: Opportunity, @Ctx() context: RivalContext): Promise<readonly AtsNote[]> {
    return parts.toNotes(...(await partsOf("notes", root, context)));
  }

  @FieldResolver(() => [AtsFile])
  async files(@Root() root: Opportunity, @Ctx() context: RivalContext): Promise<readonly AtsFile[]> {
    return parts.toFiles(...(await partsOf("files", root, context)));
  }

  @FieldResolver(() => [AtsResume])
  async resumes(@Root() root: Opportunity, @Ctx() context: RivalContext): Promise<readonly AtsResume[]> {
    return parts.toResumes(...(await partsOf("resumes", root, context)));
  }

  @FieldResolver(() => [AtsInterview])
  async interviews(@Root() root: Opportunity, @Ctx() context: RivalContext): Promise<readonly AtsInterview[]> {
    return parts.toInterviews(...(await partsOf("interviews", root, context)));
  }

  @FieldResolver(() => [AtsFeedback])
  async feedback(@Root() root: Opportunity, @Ctx() context: RivalContext): Promise<readonly AtsFeedback[]> {
    return parts.toFeedback(...(await partsOf("feedback", root, context)));
  }
}

async function partsOf<Kind extends keyof PartWires>(
  kind: Kind,
  { externalId }: Opportunity,
  context: RivalContext,
): Promise<[rows: readonly PartWires[Kind][], toId: (id: string) => string]> {
  return [await context.lever.part(kind, externalId), (id) => idOf(context, externalId, id)];
}
