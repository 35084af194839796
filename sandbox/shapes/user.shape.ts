import type { UserRecord } from "../data.js";
import type { Expander } from "../routing/selection.js";

/** A user as Lever sends it. Lever docs, "Users > User attributes". */
export function userShape(user: UserRecord): object {
  return { ...user };
}

/** The user of an id; the id stays where the user is unknown or deactivated, as with `GET /users/:user`. */
export const expandUser: Expander = (id, { account }) => {
  const user = account.data.users.get(id);
  return user === undefined || user.deactivatedAt !== null ? null : userShape(user);
};
