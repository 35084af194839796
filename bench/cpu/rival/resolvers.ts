import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import type { Memory } from "./memory.js";
import {
  AtsApplication,
  AtsConnection,
  AtsStage,
  AtsUser,
  Candidate,
  Opportunity,
  OpportunityConnection,
} from "./rows.js";

@Resolver(() => AtsConnection)
export class ConnectionResolver {
  @Query(() => AtsConnection, { nullable: true })
  atsConnection(@Arg("id", () => ID) id: string, @Ctx() memory: Memory): AtsConnection | null {
    return id === memory.connectionId ? Object.assign(new AtsConnection(), { id }) : null;
  }

  @FieldResolver(() => OpportunityConnection, { nullable: true })
  opportunities(@Arg("first", () => Int) first: number, @Ctx() memory: Memory): OpportunityConnection {
    const { edges, pageInfo } = memory.page;
    return Object.assign(new OpportunityConnection(), { edges: edges.slice(0, first), pageInfo });
  }
}

@Resolver(() => Opportunity)
export class OpportunityResolver {
  @FieldResolver(() => AtsStage, { nullable: true })
  stage(@Root() { stageId }: Opportunity, @Ctx() memory: Memory): AtsStage | null {
    return memory.stages.get(stageId) ?? null;
  }

  @FieldResolver(() => AtsUser, { nullable: true })
  owner(@Root() { ownerId }: Opportunity, @Ctx() memory: Memory): AtsUser | null {
    return ownerId === null ? null : (memory.users.get(ownerId) ?? null);
  }

  @FieldResolver(() => Candidate, { nullable: true })
  candidate(@Root() { id }: Opportunity, @Ctx() memory: Memory): Candidate | null {
    return memory.candidates.get(id) ?? null;
  }

  @FieldResolver(() => AtsApplication, { nullable: true })
  application(@Root() { applicationId }: Opportunity, @Ctx() memory: Memory): AtsApplication | null {
    return applicationId === null ? null : (memory.applications.get(applicationId) ?? null);
  }
}
