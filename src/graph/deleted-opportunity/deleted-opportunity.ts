import { Directive, Field, ID, ObjectType } from "type-graphql";
import { connectionTypes } from "../../paging/connection-types.js";
import type { AtsConfidentiality } from "../confidentiality.js";
import { KEEP_LIVE } from "../directives.js";
import { DateTime } from "../scalars/date-time.js";

@Directive(KEEP_LIVE)
@ObjectType({ description: "What is left of a candidacy that was deleted in Lever." })
export class AtsDeletedOpportunity {
  @Field(() => ID, { description: "<connection>.<id>, as the candidacy had it." })
  id!: string;

  @Field(() => ID, { description: "The opportunity's id in Lever." })
  externalId!: string;

  @Field(() => ID, { nullable: true, description: "The contact's id in Lever." })
  candidateExternalId!: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it was deleted." })
  deletedAt!: number | null;

  /** Not fields: the resolver turns them into `deletedBy`, and hides what is confidential. */
  connectionId!: string;
  deletedById!: string | null;
  confidentiality!: AtsConfidentiality | null;
}

export const { Connection: AtsDeletedOpportunityConnection } = connectionTypes<AtsDeletedOpportunity>(
  () => AtsDeletedOpportunity,
  "AtsDeletedOpportunity",
);
