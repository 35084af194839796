import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { connectionTypes } from "../../paging/connection-types.js";
import { AtsConfidentiality } from "../confidentiality.js";
import { KEEP_REFERENCE, KEY_BY_EXTERNAL_ID, KEY_BY_ID } from "../directives.js";
import { DateTime } from "../scalars/date-time.js";
import { Json } from "../scalars/json.js";

@Directive(KEY_BY_ID)
@Directive(KEY_BY_EXTERNAL_ID)
@Directive(KEEP_REFERENCE)
@ObjectType({ description: "Leave to hire: for how many people, by whom, and for which postings." })
export class AtsRequisition {
  @Field(() => ID, { description: "<connection>.<id>" })
  id!: string;

  @Field(() => ID, { description: "The connection it is read through." })
  connectionId!: string;

  @Field(() => ID, { description: "The requisition's id in Lever, not its code." })
  externalId!: string;

  @Field(() => String, { nullable: true, description: "Its code in the company's HR system." })
  requisitionCode!: string | null;

  @Field(() => String, { nullable: true, description: "Its title." })
  name!: string | null;

  @Field(() => String, { nullable: true, description: "open, onHold, closed, draft; or what Lever added since." })
  status!: string | null;

  @Field(() => AtsConfidentiality, { nullable: true, description: "Confidential when its posting is." })
  confidentiality!: AtsConfidentiality | null;

  @Field(() => Int, { nullable: true, description: "How many people may be hired. Null for unlimited." })
  headcountTotal!: number | null;

  @Field(() => Int, { nullable: true, description: "How many people have been hired." })
  headcountHired!: number | null;

  @Field(() => Boolean, { nullable: true, description: "Whether somebody who left is to be replaced." })
  backfill!: boolean | null;

  @Field(() => String, { nullable: true, description: "The department it is for." })
  department!: string | null;

  @Field(() => String, { nullable: true, description: "The team it is for." })
  team!: string | null;

  @Field(() => String, { nullable: true, description: "Where the work is." })
  location!: string | null;

  @Field(() => Json, {
    nullable: true,
    description: "What the company keeps besides, by the ids of AtsConnection.requisitionFields.",
  })
  customFields!: unknown;

  @Field(() => DateTime, { nullable: true, description: "When it was made." })
  createdAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When it last changed in Lever." })
  updatedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "Null while it is not closed." })
  closedAt!: number | null;

  /** Not fields: the resolver turns them into users and postings. */
  ownerId!: string | null;
  hiringManagerId!: string | null;
  postingIds!: readonly string[];
}

export const { Connection: AtsRequisitionConnection } = connectionTypes<AtsRequisition>(
  () => AtsRequisition,
  "AtsRequisition",
);
