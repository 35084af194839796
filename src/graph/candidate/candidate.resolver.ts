import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { selectionOf } from "../../planning/selection.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { connectionOf } from "../ats-connection/ats-connection.loader.js";
import { externalReference, through } from "../entity-reference.js";
import { expandFor } from "../expand-for.js";
import { applicationsRefused } from "../opportunity/application-refused.loader.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { opportunitiesByContact } from "../opportunity/opportunities-by-contact.loader.js";
import { Candidate } from "./candidate.js";
import { opportunitiesOf } from "./candidate-opportunities.loader.js";
import { readCandidate } from "./read-candidate.loader.js";

@Resolver(() => Candidate)
export class CandidateResolver {
  @Query(() => Candidate, { nullable: true, description: "The person of that id, or null." })
  async atsCandidate(
    @Arg("id", () => ID, { description: "<connection>.<contact>" }) id: string,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Candidate | null> {
    const { connectionId, externalId } = externalReference(id, "id");
    return readCandidate(context, connectionId, externalId, info);
  }

  @FieldResolver(() => AtsConnection, { description: "The connection it is read through." })
  connection(@Root() { connectionId }: Candidate, @Ctx() context: GraphContext): Promise<AtsConnection> {
    return connectionOf(context, connectionId);
  }

  @FieldResolver(() => [Opportunity], { nullable: true, description: "All that the caller may see, newest first." })
  opportunities(
    @Root() root: Candidate,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly Opportunity[] | null> {
    return through(context, root.connectionId, async (scope) => {
      const expand = await expandFor(scope, selectionOf(info, "Opportunity"));
      return scope.load(opportunitiesByContact, { contactId: root.externalId, expand });
    });
  }

  @FieldResolver(() => [String], {
    nullable: true,
    description: "All distinct tags over the candidate's opportunities.",
  })
  async tags(@Root() root: Candidate, @Ctx() context: GraphContext): Promise<readonly string[] | null> {
    const rows = await opportunitiesOf(context, root, []);
    return rows && [...new Set(rows.flatMap(({ tags }) => tags))];
  }

  @FieldResolver(() => String, { nullable: true, description: "The company that the newest application names." })
  async company(@Root() root: Candidate, @Ctx() context: GraphContext): Promise<string | null> {
    const rows = (await opportunitiesOf(context, root, ["applications"])) ?? [];
    const applications = rows.flatMap(({ application }) => {
      if (application === "refused") throw applicationsRefused(root.connectionId);
      return application ?? [];
    });
    applications.sort((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0));
    return applications.find(({ company }) => company !== null)?.company ?? null;
  }
}
