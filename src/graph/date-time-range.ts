import { Field, InputType } from "type-graphql";
import { badUserInput } from "../user-errors/thrown.js";
import { DateTime } from "./scalars/date-time.js";

@InputType({ description: "A span of time; both ends inclusive, either may be left out." })
export class AtsDateTimeRange {
  @Field(() => DateTime, { nullable: true, description: "Not before." })
  from?: number | null;

  @Field(() => DateTime, { nullable: true, description: "Not after." })
  to?: number | null;
}

/**
 * `<name>_at_start` and `<name>_at_end` as Lever's lists take them, inclusive too. Lever docs, "Timestamps".
 * @throws GraphQLError BAD_USER_INPUT where the span ends before it starts
 */
export function rangeQuery(
  name: string,
  range: AtsDateTimeRange | null | undefined,
  argument: string,
): Record<string, number | undefined> {
  const { from, to } = range ?? {};
  if (from != null && to != null && from > to) throw badUserInput(argument, "'from' is after 'to'");
  return { [`${name}_start`]: from ?? undefined, [`${name}_end`]: to ?? undefined };
}
