import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { selectionOf } from "../../planning/selection.js";
import { AtsUser } from "../ats-user/ats-user.js";
import { userOf } from "../ats-user/user-reference.loader.js";
import { AtsFile } from "../file/file.js";
import { newestFirst } from "../newest-first.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { partsOf, type PartRelation } from "../part-relations.js";
import { AtsPosting } from "../posting/posting.js";
import { postingOf } from "../posting/posting-reference.loader.js";
import { RequiresRole } from "../requires-role.js";
import { offersByOpportunity } from "./offer.loader.js";
import { AtsOffer, AtsOfferField } from "./offer.js";

const RELATIONS: readonly PartRelation[] = [{ field: "creator", expand: "creator", of: "user" }];

@Resolver(() => Opportunity)
export class OpportunityOffersResolver {
  @FieldResolver(() => [AtsOffer], { nullable: true, description: "The offers made, newest first." })
  async offers(
    @Root() root: Opportunity,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly AtsOffer[] | null> {
    const asked = { selection: selectionOf(info, "AtsOffer"), relations: RELATIONS };
    const offers = await partsOf(context, root, offersByOpportunity, asked);
    return offers && newestFirst(offers, ({ createdAt }) => createdAt);
  }
}

@Resolver(() => AtsOffer)
export class OfferResolver {
  @FieldResolver(() => AtsUser, { nullable: true, description: "Who began it." })
  creator(@Root() root: AtsOffer, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.creatorExternalId, info);
  }

  @FieldResolver(() => AtsPosting, { nullable: true, description: "The posting that it is for." })
  posting(@Root() root: AtsOffer, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return postingOf(context, root.connectionId, root.postingExternalId, info);
  }

  @RequiresRole("confidential")
  @FieldResolver(() => [AtsOfferField], {
    nullable: true,
    description: "What is offered, line by line. Needs the role confidential.",
  })
  fields(@Root() { guarded }: AtsOffer): readonly AtsOfferField[] {
    return guarded.fields;
  }

  @RequiresRole("confidential")
  @FieldResolver(() => AtsFile, {
    nullable: true,
    description: "As it was sent. Needs the role confidential; its download needs a permission outside Findem's list.",
  })
  sentDocument(@Root() { guarded }: AtsOffer): AtsFile | null {
    return guarded.sentDocument;
  }

  @RequiresRole("confidential")
  @FieldResolver(() => AtsFile, {
    nullable: true,
    description:
      "With the first signature or more. Needs the role confidential; its download needs a permission outside Findem's list.",
  })
  signedDocument(@Root() { guarded }: AtsOffer): AtsFile | null {
    return guarded.signedDocument;
  }
}
