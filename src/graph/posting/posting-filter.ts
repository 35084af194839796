import { Field, InputType } from "type-graphql";
import { AtsConfidentialityFilter } from "../confidentiality.js";
import { AtsDateTimeRange } from "../date-time-range.js";
import { type AtsPosting, AtsPostingState } from "./posting.js";

@InputType({
  description: "Several values of one field are joined by 'or', fields by 'and'. An empty list matches nothing.",
})
export class AtsPostingFilter {
  @Field(() => String, { nullable: true, description: "Words of the title, in any case and order." })
  search?: string | null;

  @Field(() => [AtsPostingState], { nullable: true, description: "In these states." })
  states?: AtsPostingState[] | null;

  @Field(() => [String], { nullable: true, description: "For these teams." })
  teams?: string[] | null;

  @Field(() => [String], { nullable: true, description: "For these departments." })
  departments?: string[] | null;

  @Field(() => [String], { nullable: true, description: "In these locations, be it one of several." })
  locations?: string[] | null;

  @Field(() => [String], { nullable: true, description: "With these commitments." })
  commitments?: string[] | null;

  @Field(() => [String], { nullable: true, description: "With these tags." })
  tags?: string[] | null;

  @Field(() => AtsConfidentialityFilter, { nullable: true, description: "Without it: all that the caller may see." })
  confidentiality?: AtsConfidentialityFilter | null;

  @Field(() => AtsDateTimeRange, { nullable: true, description: "Last changed then." })
  updatedAt?: AtsDateTimeRange | null;
}

/** Whether a posting is what a filter asks for. Postings are filtered here: their whole list is kept. */
export function postingMatcher(filter: AtsPostingFilter): (posting: AtsPosting) => boolean {
  const tests: ((posting: AtsPosting) => boolean)[] = [
    searchTest(filter.search),
    anyOf(filter.states, ({ state }) => [state]),
    anyOf(filter.teams, ({ team }) => [team]),
    anyOf(filter.departments, ({ department }) => [department]),
    anyOf(filter.locations, ({ location, allLocations }) => [location, ...(allLocations ?? [])]),
    anyOf(filter.commitments, ({ commitment }) => [commitment]),
    anyOf(filter.tags, ({ tags }) => tags ?? []),
    confidentialityTest(filter.confidentiality),
    rangeTest(filter.updatedAt),
  ];
  return (posting) => tests.every((test) => test(posting));
}

function anyOf<Value extends string>(
  wanted: readonly Value[] | null | undefined,
  valuesOf: (posting: AtsPosting) => readonly (Value | string | null)[],
): (posting: AtsPosting) => boolean {
  if (!wanted) return () => true;
  const values = new Set<string | null>(wanted);
  return (posting) => valuesOf(posting).some((value) => values.has(value));
}

function searchTest(search: string | null | undefined): (posting: AtsPosting) => boolean {
  const words = (search ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return ({ title }) => words.every((word) => title?.toLowerCase().includes(word) ?? false);
}

function confidentialityTest(filter: AtsConfidentialityFilter | null | undefined): (posting: AtsPosting) => boolean {
  if (filter == null || filter === "ALL") return () => true;
  return ({ confidentiality }) => (confidentiality ?? "NON_CONFIDENTIAL") === filter;
}

function rangeTest(range: AtsDateTimeRange | null | undefined): (posting: AtsPosting) => boolean {
  if (!range) return () => true;
  const { from, to } = range;
  return ({ updatedAt }) => updatedAt !== null && updatedAt >= (from ?? -Infinity) && updatedAt <= (to ?? Infinity);
}
