import { DirectiveLocation, GraphQLBoolean, GraphQLDirective, GraphQLEnumType, GraphQLInt } from "graphql";

const CacheControlScope = new GraphQLEnumType({
  name: "CacheControlScope",
  description: "Whom a kept answer may be shown to.",
  values: { PUBLIC: { description: "Everybody." }, PRIVATE: { description: "The caller alone." } },
});

/**
 * Apollo's `@cacheControl`. The schema has to know it before it is printed: arguments of a directive that it does not
 * know are printed as strings, and `scope: "PRIVATE"` is no value of an enum.
 */
export const CACHE_CONTROL = new GraphQLDirective({
  name: "cacheControl",
  description: "How long a client may keep an answer, in seconds.",
  locations: [
    DirectiveLocation.FIELD_DEFINITION,
    DirectiveLocation.INTERFACE,
    DirectiveLocation.OBJECT,
    DirectiveLocation.UNION,
  ],
  args: {
    maxAge: { type: GraphQLInt, description: "Seconds." },
    scope: { type: CacheControlScope, description: "Whom it may be shown to." },
    inheritMaxAge: { type: GraphQLBoolean, description: "As long as what holds it." },
  },
});
