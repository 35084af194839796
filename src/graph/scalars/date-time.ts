import { GraphQLError, GraphQLScalarType, Kind } from "graphql";
import { GraphQLDateTimeISO } from "graphql-scalars";

/** Times are milliseconds since the Unix epoch inside, as Lever has them, and ISO 8601 in UTC outside. */
export const DateTime = new GraphQLScalarType<number, string>({
  name: "DateTime",
  description: "A moment, as ISO 8601 in UTC, e.g. 2026-03-01T09:30:00.000Z.",
  serialize: (value) => {
    if (typeof value !== "number") throw new GraphQLError("DateTime: not a time");
    return new Date(value).toISOString();
  },
  parseValue: (value) => toMillis(GraphQLDateTimeISO.parseValue(value)),
  parseLiteral: (node) => {
    if (node.kind !== Kind.STRING) throw new GraphQLError("DateTime: give a text in ISO 8601", { nodes: node });
    return toMillis(GraphQLDateTimeISO.parseValue(node.value));
  },
});

function toMillis(date: Date): number {
  return date.getTime();
}
