import { getNamedType, type GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Directive, Field, Info, Mutation, ObjectType, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { toError } from "../../loading/each.js";
import { selectionOf } from "../../planning/selection.js";
import { AtsUserError } from "../../user-errors/user-error.js";
import { Candidate } from "../candidate/candidate.js";
import { candidateByContact } from "../candidate/candidate.loader.js";
import { candidateExpand } from "../candidate/candidate-expand.js";
import { opportunityAfterWrite } from "../opportunity-write/opportunity-after-write.js";
import { AtsPlannedRequest } from "../opportunity-write/planned-request.js";
import { checkIdempotencyKey } from "../opportunity-write/write-once.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { AtsMatchSignal, Profile } from "../profile/profile.js";
import { RequiresRole } from "../requires-role.js";
import { exportOnce } from "./export-once.loader.js";
import { ExportProfileToAtsInput } from "./export-profile-input.js";
import { AtsExportOutcome, AtsExportStep } from "./export-step.js";

@ObjectType({ description: "What an export came to." })
export class ExportProfileToAtsPayload {
  @Field(() => AtsExportOutcome, { nullable: true, description: "Null where nothing came of it yet." })
  outcome!: AtsExportOutcome | null;

  @Field(() => Profile, { nullable: true, description: "The profile that was exported." })
  profile!: Pick<Profile, "id"> | null;

  @Field(() => Opportunity, { nullable: true, description: "The opportunity that was made or written to." })
  opportunity!: Opportunity | Error | null;

  @Field(() => Candidate, { nullable: true, description: "The person in Lever." })
  candidate!: Candidate | Error | null;

  @Field(() => [AtsMatchSignal], { description: "By what the person was found; empty where nobody was." })
  matchedBy!: readonly AtsMatchSignal[];

  @Field(() => [AtsExportStep], { description: "The steps, in their order, and how each went." })
  steps!: readonly AtsExportStep[];

  @Directive('@tag(name: "internal")')
  @Field(() => [AtsPlannedRequest], {
    nullable: true,
    description: "With dryRun: what would be sent, in order. Null where it was no dry run.",
  })
  plannedRequests!: readonly AtsPlannedRequest[] | null;

  @Field(() => [AtsUserError], { description: "What the caller can mend; empty where it is done." })
  userErrors!: readonly AtsUserError[];
}

@Resolver()
export class ExportProfileToAts {
  @RequiresRole("recruiter")
  @Mutation(() => ExportProfileToAtsPayload, {
    nullable: true,
    description:
      "Findem's export: find or create the person, then links, tags, source, note and files, each reported. Needs the role recruiter.",
  })
  async exportProfileToAts(
    @Arg("input", () => ExportProfileToAtsInput, { description: "The profile." }) input: ExportProfileToAtsInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ExportProfileToAtsPayload> {
    checkIdempotencyKey(input.idempotencyKey);
    const { result, plannedRequests, userErrors } = await exportOnce(context, input);
    const { connectionId } = input;
    const { opportunityId, contactId } = result;
    const opportunity =
      opportunityId === null
        ? null
        : await opportunityAfterWrite(context, info, { connectionId, externalId: opportunityId });
    return {
      outcome: result.outcome,
      profile: { id: input.profileId },
      opportunity,
      candidate: contactId === null ? null : await candidateAfterwards(context, info, connectionId, contactId),
      matchedBy: result.matchedBy ?? (result.isFound ? ["EMAIL"] : []),
      steps: result.steps,
      plannedRequests,
      userErrors,
    };
  }
}

/** The person as they are in Lever now, where that is asked for; an Error fails the field alone. */
async function candidateAfterwards(
  context: GraphContext,
  info: GraphQLResolveInfo,
  connectionId: string,
  contactId: string,
): Promise<Candidate | Error | null> {
  const payload = selectionOf(info, getNamedType(info.returnType).name);
  if (!payload.has("candidate")) return null;
  try {
    const fresh = await context.connections.openFresh(connectionId);
    if (!fresh) return null;
    return await fresh.load(candidateByContact, {
      contactId,
      expand: await candidateExpand(fresh, payload.of("candidate")),
    });
  } catch (error) {
    return toError(error);
  }
}
