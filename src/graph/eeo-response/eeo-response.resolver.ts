import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Directive, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import type { Page } from "../../paging/connection-types.js";
import { selectionOf, union } from "../../planning/selection.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { Candidate } from "../candidate/candidate.js";
import { candidateByContact } from "../candidate/candidate.loader.js";
import { AtsDateTimeRange, rangeQuery } from "../date-time-range.js";
import { LIST_SIZE } from "../directives.js";
import { KEY_FIELDS, keyOf, through } from "../entity-reference.js";
import { PageArguments } from "../list-arguments.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { pageOf } from "../page-of.js";
import { AtsPosting } from "../posting/posting.js";
import { postingOf } from "../posting/posting-reference.loader.js";
import { RequiresRole } from "../requires-role.js";
import { AtsStage } from "../stage/stage.js";
import { stageOf } from "../stage/stage-reference.loader.js";
import { eeoResponsePage, opportunityOf } from "./eeo-response.loader.js";
import { AtsEeoResponse, AtsEeoResponseConnection } from "./eeo-response.js";

/** Fields of an opportunity that an answer itself tells. */
const OPPORTUNITY_KEY_FIELDS: ReadonlySet<string> = new Set([...KEY_FIELDS, "candidateExternalId"]);

@Resolver(() => AtsConnection)
export class ConnectionEeoResponsesResolver {
  @RequiresRole("eeo")
  @Directive(LIST_SIZE)
  @FieldResolver(() => AtsEeoResponseConnection, {
    nullable: true,
    description:
      "Answers to EEO questions. Needs the role eeo. Without a range: Lever's own window, the last seven days. Without the role confidential only those whose opportunity is known not to be confidential. Never kept here.",
  })
  eeoResponses(
    @Root() { id }: AtsConnection,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg("createdAt", () => AtsDateTimeRange, { nullable: true, description: "Answered then." })
    createdAt?: AtsDateTimeRange | null,
  ): Promise<Page<AtsEeoResponse> | null> {
    const request = pageOf(context, { connectionId: id, field: "eeoResponses", filter: createdAt }, page);
    const query = rangeQuery("created_at", createdAt, "createdAt");
    const selection = selectionOf(info, "AtsEeoResponseConnection");
    const asked = union(selection.of("nodes"), selection.of("edges").of("node"));
    return through(context, id, (scope) => eeoResponsePage(scope, query, asked, request));
  }
}

@Resolver(() => AtsEeoResponse)
export class EeoResponseResolver {
  @FieldResolver(() => Candidate, { nullable: true, description: "The person who answered." })
  candidate(
    @Root() { connectionId, contactExternalId, expand }: AtsEeoResponse,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Candidate | null> | Partial<Candidate> | null {
    if (contactExternalId === null) return null;
    if (selectionOf(info, "Candidate").asksOnly(KEY_FIELDS)) return keyOf(connectionId, contactExternalId);
    const key = { contactId: contactExternalId, expand };
    return through(context, connectionId, ({ load }) => load(candidateByContact, key));
  }

  @FieldResolver(() => Opportunity, { nullable: true, description: "The candidacy that it belongs to." })
  opportunity(
    @Root() root: AtsEeoResponse,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Opportunity | null> | Partial<Opportunity> | null {
    const { connectionId, contactExternalId, opportunityExternalId } = root;
    if (opportunityExternalId === null) return null;
    if (contactExternalId !== null && selectionOf(info, "Opportunity").asksOnly(OPPORTUNITY_KEY_FIELDS)) {
      return { ...keyOf(connectionId, opportunityExternalId), candidateExternalId: contactExternalId };
    }
    return through(context, connectionId, (scope) => opportunityOf(scope, root));
  }

  @FieldResolver(() => AtsPosting, { nullable: true, description: "The posting that the person applied to." })
  posting(@Root() root: AtsEeoResponse, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return postingOf(context, root.connectionId, root.postingExternalId, info);
  }

  @FieldResolver(() => AtsStage, { nullable: true, description: "The stage that the candidacy is in." })
  currentStage(@Root() root: AtsEeoResponse, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return stageOf(context, root.connectionId, root.stageExternalId, info);
  }
}
