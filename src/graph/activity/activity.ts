import { Directive, Field, ObjectType, registerEnumType } from "type-graphql";
import { connectionTypes, type Page } from "../../paging/connection-types.js";
import { PageInfo } from "../../paging/page-info.js";
import { AtsUserErrorCode } from "../../user-errors/user-error.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { DateTime } from "../scalars/date-time.js";

export const AtsActivityKind = {
  CREATED: "CREATED",
  APPLIED: "APPLIED",
  STAGE_CHANGED: "STAGE_CHANGED",
  ARCHIVED: "ARCHIVED",
  NOTE: "NOTE",
  INTERVIEW: "INTERVIEW",
  FEEDBACK: "FEEDBACK",
  OFFER: "OFFER",
  REFERRAL: "REFERRAL",
  FILE: "FILE",
} as const;
export type AtsActivityKind = keyof typeof AtsActivityKind;
registerEnumType(AtsActivityKind, {
  name: "AtsActivityKind",
  description: "What happened.",
  valuesConfig: {
    CREATED: { description: "The candidacy was begun." },
    APPLIED: { description: "The person applied, was referred or was added to a posting." },
    STAGE_CHANGED: { description: "It moved to a stage." },
    ARCHIVED: { description: "It was archived." },
    NOTE: { description: "Somebody wrote a note or a reply to one. Costs a request for each opportunity." },
    INTERVIEW: { description: "An interview was scheduled or cancelled. Costs a request for each opportunity." },
    FEEDBACK: { description: "Somebody gave feedback. Costs a request for each opportunity." },
    OFFER: { description: "An offer was begun, approved or sent. Costs a request for each opportunity." },
    REFERRAL: { description: "Somebody referred the person. Costs a request for each opportunity." },
    FILE: { description: "A file or resume came in. Costs two requests for each opportunity." },
  },
});

@ObjectType({ description: "Something that happened." })
export class AtsActivity {
  @Field(() => DateTime, { description: "When." })
  at!: number;

  @Field(() => AtsActivityKind, { description: "What." })
  kind!: AtsActivityKind;

  @Field(() => String, { description: "In a few words, for a person." })
  summary!: string;

  /** Not fields: the resolver turns them into an opportunity and a user, and the list pages by them. */
  root!: Opportunity;
  actorExternalId!: string | null;
  key!: string;
}

@ObjectType({ description: "What could not be read for the feed, and why." })
export class AtsMissingPart {
  @Field(() => AtsActivityKind, { description: "What is missing." })
  kind!: AtsActivityKind;

  @Field(() => AtsUserErrorCode, { description: "Why." })
  code!: AtsUserErrorCode;

  @Field(() => String, { nullable: true, description: "The permission to tick on Lever's API credentials page." })
  permission!: string | null;
}

/** A page of the feed, and what could not be read for it. */
export interface ActivityPage extends Page<AtsActivity> {
  readonly missing: readonly AtsMissingPart[];
}

const { Edge: AtsActivityEdge } = connectionTypes<AtsActivity>(() => AtsActivity, "AtsActivity");

@Directive("@cacheControl(inheritMaxAge: true)")
@ObjectType("AtsActivityConnection", { description: "A page of a feed, newest first." })
export class AtsActivityConnection implements ActivityPage {
  @Field(() => [AtsActivityEdge], { description: "The rows with their cursors." })
  edges!: ActivityPage["edges"];

  @Field(() => [AtsActivity], { nullable: "items", description: "The rows alone, in the order of the edges." })
  nodes!: ActivityPage["nodes"];

  @Field(() => PageInfo, { description: "Where this page stands in the list." })
  pageInfo!: PageInfo;

  @Field(() => [AtsMissingPart], { description: "What the key may not read, or Lever did not give just now." })
  missing!: readonly AtsMissingPart[];
}
