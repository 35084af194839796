import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Directive, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { isIdPart } from "../../ids/entity-id.js";
import { selectionOf } from "../../planning/selection.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { AtsCandidateMatch } from "./candidate-match.js";
import { type MatchItem, matchIn } from "./candidate-match.loader.js";
import { MatchArguments } from "./match-arguments.js";
import { signalsOfArguments, signalsOfProfile } from "./person-signals.js";
import { Profile } from "./profile.js";

@Resolver(() => Profile)
export class ProfileResolver {
  @Directive('@requires(fields: "emails linkedinUrl githubUrl findemProfileUrl")')
  @FieldResolver(() => [AtsCandidateMatch], {
    nullable: "itemsAndList",
    description:
      "The same person in Lever. A null item with its error for each connection that could not be asked; disabled ones are left out.",
  })
  async atsCandidates(
    @Root() root: Profile,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly MatchItem[]> {
    const signals = signalsOfProfile(root);
    return matchIn(context, await enabledConnections(context), signals, candidateSelection(info));
  }

  @Query(() => [AtsCandidateMatch], {
    nullable: "itemsAndList",
    description:
      "Candidates that share an email or a profile link with the given ones, over all of the account's connections or one. A null item with its error for each connection that could not be asked.",
  })
  async matchAtsCandidates(
    @Args(() => MatchArguments) { connectionId, ...given }: MatchArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly MatchItem[]> {
    if (connectionId != null && !isIdPart(connectionId)) {
      throw badUserInput("connectionId", "not an id of a connection");
    }
    const signals = signalsOfArguments(given);
    const connectionIds = connectionId == null ? await enabledConnections(context) : [connectionId];
    return matchIn(context, connectionIds, signals, candidateSelection(info));
  }
}

/** Oldest first. */
async function enabledConnections({ connections }: GraphContext): Promise<readonly string[]> {
  return (await connections.records()).filter(({ enabled }) => enabled).map(({ id }) => id);
}

function candidateSelection(info: GraphQLResolveInfo) {
  return selectionOf(info, "AtsCandidateMatch").of("candidate");
}
