import { getNamedType, type GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Directive, Field, ID, Info, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { toError } from "../../loading/each.js";
import { selectionOf } from "../../planning/selection.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { AtsUserError, userError } from "../../user-errors/user-error.js";
import { jsonBody } from "../../writes/lever-write.js";
import { type ExternalReference, externalReference } from "../entity-reference.js";
import { auditOnly } from "../opportunity-write/audited.js";
import { AtsPlannedRequest } from "../opportunity-write/planned-request.js";
import { setOrPlan } from "../opportunity-write/set-or-plan.js";
import { RequiresRole } from "../requires-role.js";
import { updateUser } from "./ats-user.lever.js";
import { userById } from "./ats-user.loader.js";
import { AtsUser } from "./ats-user.js";
import { areSameUsers, changedUser, checkUserChanges, isRaisedToAdmin, type UserChanges } from "./user-fields.js";
import { type PresentUser, readPresentUser } from "./user-write.loader.js";

@InputType({ description: "What is to change of a user. A field left out keeps its value; null clears it." })
export class UpdateAtsUserInput {
  @Field(() => ID, { description: "The user." })
  userId!: string;

  @Field(() => String, { nullable: true, description: "Full name; can't be cleared." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "The address the user signs in with; can't be cleared." })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "super admin, admin, team member, limited team member, interviewer, or the id of a custom role; can't be cleared. An interviewer loses all followed profiles. Raising somebody to admin or super admin has to be allowed by the operator.",
  })
  accessRole?: string | null;

  @Field(() => String, { nullable: true, description: "The user's id in the company's own directory." })
  externalDirectoryId?: string | null;

  @Field(() => String, { nullable: true, description: "What the user does in the company." })
  jobTitle?: string | null;

  @Field(() => ID, { nullable: true, description: "The user whom this one reports to." })
  managerId?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@ObjectType({ description: "What came of it." })
export class UpdateAtsUserPayload {
  @Field(() => AtsUser, { nullable: true, description: "The user as they are in Lever now." })
  user!: AtsUser | Error | null;

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
export class UpdateAtsUser {
  @RequiresRole("admin")
  @Mutation(() => UpdateAtsUserPayload, {
    nullable: true,
    description:
      "Changes a user of Lever's. Lever replaces the whole user at an update: fields not given here keep their values. Needs the role admin.",
  })
  async updateAtsUser(
    @Arg("input", () => UpdateAtsUserInput, { description: "The change." }) input: UpdateAtsUserInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<UpdateAtsUserPayload> {
    const reference = externalReference(input.userId, "input.userId");
    const manager = input.managerId == null ? null : externalReference(input.managerId, "input.managerId");
    checkUserChanges(input);
    try {
      const fresh = await context.connections.openFresh(reference.connectionId);
      const present = fresh && (await readPresentUser(fresh, reference.externalId));
      if (!fresh || !present) return refused(userError("NOT_FOUND", { path: ["input", "userId"] }));
      return await update({ context, info, input, fresh, present, manager });
    } catch (failure) {
      return refused(userErrorFrom(failure));
    }
  }
}

interface Updating {
  readonly context: GraphContext;
  readonly info: GraphQLResolveInfo;
  readonly input: UpdateAtsUserInput;
  readonly fresh: ConnectionScope;
  readonly present: PresentUser;
  readonly manager: ExternalReference | null;
}

async function update(updating: Updating): Promise<UpdateAtsUserPayload> {
  const { context, input, fresh, present, manager } = updating;
  const { user, fields } = present;
  const changes: UserChanges = { ...input, managerId: manager ? manager.externalId : input.managerId };
  const wanted = changedUser(fields, changes);
  if (isRaisedToAdmin(fields, wanted) && !context.services.policy.mayGrantAdmin) {
    if (!input.dryRun) await auditOnly(context, auditOf(user), "REFUSED");
    throw badUserInput("input.accessRole", "nobody is raised to admin here: ALLOW_LEVER_ADMIN_GRANT is off");
  }
  if (manager && !(await isKnown(updating, manager))) {
    return { ...refused(userError("NOT_FOUND", { path: ["input", "managerId"] })), user };
  }
  const { isSent, ...outcome } = await setOrPlan(context, {
    lever: fresh.lever,
    write: { endpoint: updateUser, parameters: { user: user.externalId }, query: {}, body: jsonBody(wanted) },
    audit: auditOf(user),
    isAsAsked: areSameUsers(fields, wanted),
    isDone: async () => {
      const now = await readPresentUser(fresh, user.externalId);
      return now !== null && areSameUsers(now.fields, wanted);
    },
    dryRun: input.dryRun,
  });
  return { ...outcome, user: isSent ? await userAfterwards(updating) : user };
}

/** A manager who is one already needs no look. */
async function isKnown({ context, present }: Updating, manager: ExternalReference): Promise<boolean> {
  const { connectionId } = present.user;
  if (manager.connectionId !== connectionId) return false;
  if (manager.externalId === present.fields.managerId) return true;
  const scope = await context.connections.open(connectionId);
  return (await scope?.load(userById, manager.externalId)) != null;
}

/** An Error fails the field alone: the write stands. */
async function userAfterwards({ context, info, present }: Updating): Promise<AtsUser | Error | null> {
  const { connectionId, externalId } = present.user;
  // Nothing that was loaded before the write may answer what is asked after it.
  context.connections.replace(await context.connections.record(connectionId), connectionId);
  if (!selectionOf(info, getNamedType(info.returnType).name).has("user")) return null;
  try {
    const fresh = await context.connections.openFresh(connectionId);
    return (fresh && (await readPresentUser(fresh, externalId)))?.user ?? null;
  } catch (error) {
    return toError(error);
  }
}

/** Lever takes no perform_as here. Lever docs, "Users > Update a user". */
function auditOf({ connectionId }: AtsUser) {
  return { connectionId, action: "updateAtsUser", opportunityId: null, performedAsId: null };
}

function refused(...userErrors: readonly AtsUserError[]): UpdateAtsUserPayload {
  return { user: null, plannedRequests: null, userErrors };
}
