import { newestFirst, PAGE_PARAMETERS, pageAnswer } from "../routing/page.js";
import { email, flag, once, repeated, text } from "../routing/query-parameter.js";
import { notFound } from "../routing/refusal.js";
import { defineRoute, objectAnswer, type Route } from "../routing/route.js";
import { INCLUDE_PARAMETER, select } from "../routing/selection.js";
import { userShape } from "../shapes/user.shape.js";
import { rowOf } from "./find.js";

/** Lever docs, "Users". */
export const userRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    template: "/users",
    query: {
      ...PAGE_PARAMETERS,
      ...INCLUDE_PARAMETER,
      email: once(email),
      accessRole: once(text),
      // The documentation shows several roles in this form only.
      "accessRole[]": repeated(text),
      includeDeactivated: once(flag),
      external_directory_id: once(text),
    },
    answer(call) {
      const { query } = call;
      const roles = [query["accessRole[]"] ?? [], query.accessRole ?? []].flat();
      const rows = [...call.account.data.users.values()].filter(
        (user) =>
          (query.includeDeactivated === true || user.deactivatedAt === null) &&
          // Not canonicalised as it is for opportunities: the given address must be the canonical one.
          (query.email === undefined || user.email === query.email) &&
          (roles.length === 0 || roles.includes(user.accessRole)) &&
          (query.external_directory_id === undefined || user.externalDirectoryId === query.external_directory_id),
      );
      return pageAnswer(
        call,
        newestFirst(rows, (user) => select(userShape(user), query, call)),
      );
    },
  }),
  defineRoute({
    method: "GET",
    template: "/users/:user",
    query: INCLUDE_PARAMETER,
    answer(call) {
      const user = rowOf(call.account.data.users, call, "user", "users");
      // Seen with Lever: a deactivated user is in the list (includeDeactivated) but not here.
      if (user.deactivatedAt !== null) throw notFound("users", user.id);
      return objectAnswer(select(userShape(user), call.query, call));
    },
  }),
];
