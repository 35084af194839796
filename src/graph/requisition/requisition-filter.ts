import { Field, InputType } from "type-graphql";
import { AtsConfidentialityFilter } from "../confidentiality.js";
import { AtsDateTimeRange } from "../date-time-range.js";

@InputType({ description: "Every filter that Lever's requisition list has; fields are joined by 'and'." })
export class AtsRequisitionFilter {
  @Field(() => String, { nullable: true, description: "In this state, in Lever's words: open, onHold, closed, draft." })
  status?: string | null;

  @Field(() => String, { nullable: true, description: "With this code, exactly." })
  requisitionCode?: string | null;

  @Field(() => AtsConfidentialityFilter, { nullable: true, description: "Without it: all that the caller may see." })
  confidentiality?: AtsConfidentialityFilter | null;

  @Field(() => AtsDateTimeRange, { nullable: true, description: "Made then." })
  createdAt?: AtsDateTimeRange | null;
}
