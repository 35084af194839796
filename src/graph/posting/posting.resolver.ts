import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { AtsUser } from "../ats-user/ats-user.js";
import { userOf, usersOf } from "../ats-user/user-reference.loader.js";
import { AtsPosting } from "./posting.js";

@Resolver(() => AtsPosting)
export class PostingResolver {
  @FieldResolver(() => AtsUser, { nullable: true, description: "Who made it." })
  creator(@Root() root: AtsPosting, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.creatorId, info);
  }

  @FieldResolver(() => AtsUser, { nullable: true, description: "Who looks after it." })
  owner(@Root() root: AtsPosting, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.ownerId, info);
  }

  @FieldResolver(() => AtsUser, { nullable: true, description: "Who the hire will work for." })
  hiringManager(@Root() root: AtsPosting, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.hiringManagerId, info);
  }

  @FieldResolver(() => [AtsUser], { nullable: true, description: "Who follows it." })
  followers(@Root() root: AtsPosting, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return usersOf(context, root.connectionId, root.followerIds, info);
  }
}
