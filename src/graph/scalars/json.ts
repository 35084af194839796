import { GraphQLScalarType } from "graphql";
import { GraphQLJSON } from "graphql-scalars";

/** Any JSON value, as Lever gives it. */
export const Json = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  name: "JSON",
  description: "Any JSON value.",
  specifiedByURL: null,
});
