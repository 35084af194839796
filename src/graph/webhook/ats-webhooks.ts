import { Field, ObjectType } from "type-graphql";
import { DateTime } from "../scalars/date-time.js";

@ObjectType({
  description:
    "How Lever tells of changes. Without webhooks they are found by the sync; with them, what is shown follows at once. A Super Admin has to switch the events on in Lever's settings, also for webhooks that were made through the API.",
})
export class AtsWebhooks {
  @Field(() => String, { description: "The address to enter on Lever's webhooks page." })
  url!: string;

  @Field(() => [String], { description: "The events to choose there, by Lever's names." })
  events!: readonly string[];

  @Field(() => Boolean, {
    description:
      "Whether a token that signs deliveries is known: of Lever's page, or of webhooks that `registerAtsWebhooks` made. Deliveries that none has signed are refused.",
  })
  signingTokenSet!: boolean;

  @Field(() => DateTime, { nullable: true, description: "When the last signed delivery came; null: none yet." })
  lastReceivedAt!: number | null;
}
