import type { UserRecord } from "../data.js";
import { nullableMember, required, textMember } from "../routing/body-member.js";
import type { Account } from "../routing/account.js";
import { isEmail } from "../routing/query-parameter.js";
import { badRequest } from "../routing/refusal.js";
import { defineRoute, objectAnswer, type Route } from "../routing/route.js";
import { userShape } from "../shapes/user.shape.js";
import { rowOf } from "./find.js";

/** Lever docs, "Users > Access roles". */
const ROLES: readonly string[] = ["super admin", "admin", "team member", "limited team member", "interviewer"];

const BODY = {
  name: textMember,
  email: textMember,
  accessRole: textMember,
  externalDirectoryId: nullableMember(textMember),
  jobTitle: nullableMember(textMember),
  managerId: nullableMember(textMember),
};

/** Lever docs, "Update a user": the whole user is replaced; what is left out is cleared. Documented as 201, seen as 200. */
export const userWriteRoutes: readonly Route[] = [
  defineRoute({
    method: "PUT",
    template: "/users/:user",
    query: {},
    answer(call) {
      const user = rowOf(call.account.data.users, call, "user", "users");
      const body = call.body.json(BODY);
      const { externalDirectoryId = null, jobTitle = null, managerId = null } = body;
      const name = required(body.name, "name");
      const email = emailOf(required(body.email, "email"), user, call.account);
      const accessRole = roleOf(required(body.accessRole, "accessRole"), call.account);
      if (name === "") throw badRequest("Must not be empty", "/name");
      if (managerId !== null && !call.account.data.users.has(managerId)) {
        throw badRequest(`users ${managerId} was not found`, "/managerId");
      }
      Object.assign(user, { name, email, username: email.split("@")[0], accessRole });
      Object.assign(user, { externalDirectoryId, jobTitle, managerId });
      if (accessRole === "interviewer") unfollowAll(user, call.account);
      return objectAnswer(userShape(user));
    },
  }),
];

function emailOf(email: string, user: UserRecord, { data }: Account): string {
  if (!isEmail(email)) throw badRequest("Email address is not valid", "/email");
  const isTaken = [...data.users.values()].some((other) => other.id !== user.id && other.email === email);
  if (isTaken) throw badRequest("A user with this email address already exists", "/email");
  return email;
}

/** A custom role is known from the users who have it. */
function roleOf(role: string, { data }: Account): string {
  const isKnown = ROLES.includes(role) || [...data.users.values()].some(({ accessRole }) => accessRole === role);
  if (!isKnown) throw badRequest(`Unknown access role ${role}`, "/accessRole");
  return role;
}

/** Lever docs, "Update a user": an interviewer loses all followed profiles. */
function unfollowAll({ id }: UserRecord, { data }: Account): void {
  for (const opportunity of data.opportunities.values()) {
    opportunity.followers = opportunity.followers.filter((follower) => follower !== id);
  }
}
