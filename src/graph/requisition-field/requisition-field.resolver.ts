import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { through } from "../entity-reference.js";
import { allRequisitionFields } from "./requisition-field.loader.js";
import { AtsRequisitionField } from "./requisition-field.js";

@Resolver(() => AtsConnection)
export class ConnectionRequisitionFieldsResolver {
  @FieldResolver(() => [AtsRequisitionField], {
    nullable: true,
    description: "The fields that the company gave its requisitions.",
  })
  requisitionFields(
    @Root() { id }: AtsConnection,
    @Ctx() context: GraphContext,
  ): Promise<readonly AtsRequisitionField[] | null> {
    return through(context, id, ({ load }) => load(allRequisitionFields, "all"));
  }
}
