import { createMethodMiddlewareDecorator, Extensions } from "type-graphql";
import type { Role } from "../caller/caller.js";
import type { GraphContext } from "../context/graph-context.js";
import { requireRole } from "../context/require-role.js";

/** Where the published schema finds the role that a field needs. */
const REQUIRED_ROLE = "requiredRole";

/**
 * Lets only callers of a role use a mutation, and tells routers that enforce roles themselves which one it is.
 * @throws GraphQLError FORBIDDEN naming the role
 */
export function RequiresRole(role: Role): MethodDecorator {
  const enforce = createMethodMiddlewareDecorator<GraphContext>(({ context }, next) => {
    requireRole(context, role);
    return next();
  });
  const tell = Extensions({ [REQUIRED_ROLE]: role });
  return (target, key, descriptor) => {
    enforce(target, key, descriptor);
    tell(target, key, descriptor);
  };
}
