import { Field, ID, ObjectType } from "type-graphql";
import type { AtsFile } from "../file/file.js";
import { DateTime } from "../scalars/date-time.js";
import { Json } from "../scalars/json.js";

@ObjectType({ description: "One line of an offer." })
export class AtsOfferField {
  @Field(() => String, { description: "What it means: job_title, salary_amount, custom_… and so on." })
  identifier!: string;

  @Field(() => String, { description: "What it is called in Lever." })
  label!: string;

  @Field(() => Json, { nullable: true, description: "As Lever gives it: a text, a number, a time in milliseconds." })
  value!: unknown;
}

@ObjectType({ description: "An offer to a candidate. Its fields and documents need the role confidential." })
export class AtsOffer {
  @Field(() => ID, { description: "<connection>.<opportunity>.<id>" })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "As Lever names it: draft, approval-sent, approved, sent, sent-manually, opened, denied, signed, or what Lever added since.",
  })
  status!: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it was begun." })
  createdAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When it was approved." })
  approvedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When it was sent to the candidate." })
  sentAt!: number | null;

  /** Not fields: the resolver gives them to those who may see them. */
  guarded!: OfferContent;
  connectionId!: string;
  creatorExternalId!: string | null;
  postingExternalId!: string | null;
}

/** What of an offer needs the role confidential. */
export interface OfferContent {
  readonly fields: readonly AtsOfferField[];
  readonly sentDocument: AtsFile | null;
  readonly signedDocument: AtsFile | null;
}
