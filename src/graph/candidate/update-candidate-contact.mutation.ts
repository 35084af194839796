import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Directive, Field, ID, Info, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { AtsUserError, userError } from "../../user-errors/user-error.js";
import { jsonBody } from "../../writes/lever-write.js";
import { AtsPhoneInput } from "../contact-details/phone-input.js";
import { type ExternalReference, externalReference } from "../entity-reference.js";
import { AtsPlannedRequest } from "../opportunity-write/planned-request.js";
import { setOrPlan } from "../opportunity-write/set-or-plan.js";
import { RequiresRole } from "../requires-role.js";
import { Candidate } from "./candidate.js";
import { candidateByContact } from "./candidate.loader.js";
import { areSameFields, changedFields, type ContactFields } from "./contact-fields.js";
import { updateContact } from "./contact.lever.js";
import { candidateAfterWrite, readContactFields } from "./contact-write.loader.js";

@InputType({ description: "What is to change of a person. A field left out keeps its value; null clears it." })
export class UpdateCandidateContactInput {
  @Field(() => ID, { description: "The person." })
  candidateId!: string;

  @Field(() => String, { nullable: true, description: "Full name." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "Usually previous employers or schools." })
  headline?: string | null;

  @Field(() => String, { nullable: true, description: "Where the person lives." })
  location?: string | null;

  @Field(() => [String], { nullable: true, description: "All addresses: they take the place of those there are." })
  emails?: string[] | null;

  @Field(() => [AtsPhoneInput], {
    nullable: true,
    description: "All telephone numbers: they take the place of those there are.",
  })
  phones?: AtsPhoneInput[] | null;

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@ObjectType({ description: "What came of it." })
export class UpdateCandidateContactPayload {
  @Field(() => Candidate, { nullable: true, description: "The person as they are in Lever now." })
  candidate!: Candidate | Error | null;

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
export class UpdateCandidateContact {
  @RequiresRole("recruiter")
  @Mutation(() => UpdateCandidateContactPayload, {
    nullable: true,
    description:
      "Changes a person's name, headline, location, addresses or telephone numbers, which all of their opportunities show. Needs the role recruiter.",
  })
  async updateCandidateContact(
    @Arg("input", () => UpdateCandidateContactInput, { description: "The change." }) input: UpdateCandidateContactInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<UpdateCandidateContactPayload> {
    const reference = externalReference(input.candidateId, "input.candidateId");
    const changes = changedFields(input);
    try {
      return await update({ context, info, reference, changes, dryRun: input.dryRun });
    } catch (failure) {
      return refused(userErrorFrom(failure));
    }
  }
}

interface Updating {
  readonly context: GraphContext;
  readonly info: GraphQLResolveInfo;
  readonly reference: ExternalReference;
  readonly changes: Partial<ContactFields>;
  readonly dryRun: boolean;
}

async function update(updating: Updating): Promise<UpdateCandidateContactPayload> {
  const { context, info, reference, changes, dryRun } = updating;
  const fresh = await context.connections.openFresh(reference.connectionId);
  // Whom the caller may not see is not changed either.
  const candidate = await fresh?.load(candidateByContact, { contactId: reference.externalId, expand: [] });
  if (!fresh || !candidate) return refused(userError("NOT_FOUND", { path: ["input", "candidateId"] }));
  const contact = candidate.externalId;
  const present = await readContactFields(fresh, contact);
  if (!present) return refused(userError("NOT_FOUND", { path: ["input", "candidateId"] }));
  const wanted: ContactFields = { ...present, ...changes };
  const { isSent, ...outcome } = await setOrPlan(context, {
    lever: fresh.lever,
    write: { endpoint: updateContact, parameters: { contact }, query: {}, body: jsonBody(wanted) },
    audit: auditOf(candidate),
    isAsAsked: areSameFields(present, wanted),
    isDone: async () => {
      const now = await readContactFields(fresh, contact);
      return now !== null && areSameFields(now, wanted);
    },
    dryRun,
  });
  return { ...outcome, candidate: isSent ? await candidateAfterWrite(context, info, candidate) : candidate };
}

/** Lever takes no perform_as here. Lever docs, "Contacts > Update a contact". */
function auditOf({ connectionId }: Candidate) {
  return { connectionId, action: "updateCandidateContact", opportunityId: null, performedAsId: null };
}

function refused(...userErrors: readonly AtsUserError[]): UpdateCandidateContactPayload {
  return { candidate: null, plannedRequests: null, userErrors };
}
