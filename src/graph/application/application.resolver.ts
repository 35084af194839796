import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { AtsUser } from "../ats-user/ats-user.js";
import { userOf } from "../ats-user/user-reference.loader.js";
import { AtsPosting } from "../posting/posting.js";
import { postingOf } from "../posting/posting-reference.loader.js";
import { AtsApplication } from "./application.js";

@Resolver(() => AtsApplication)
export class ApplicationResolver {
  @FieldResolver(() => AtsPosting, { nullable: true, description: "What the person applied to." })
  posting(@Root() root: AtsApplication, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return postingOf(context, root.connectionId, root.postingExternalId, info);
  }

  @FieldResolver(() => AtsUser, { nullable: true, description: "Who owned the posting at the time." })
  postingOwner(@Root() root: AtsApplication, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.postingOwnerId, info);
  }

  @FieldResolver(() => AtsUser, { nullable: true, description: "The posting's hiring manager at the time." })
  postingHiringManager(@Root() root: AtsApplication, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.postingHiringManagerId, info);
  }

  @FieldResolver(() => AtsUser, { nullable: true, description: "Who referred the person; null where nobody did." })
  referrer(@Root() root: AtsApplication, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.referrerId, info);
  }
}
