import { FieldResolver, Resolver } from "type-graphql";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { AtsFieldMapping, FIELD_MAPPING } from "./field-mapping.js";

@Resolver(() => AtsConnection)
export class ConnectionFieldMappingResolver {
  @FieldResolver(() => [AtsFieldMapping], { description: "Which field of Lever fills which Findem field." })
  fieldMapping(): readonly AtsFieldMapping[] {
    return FIELD_MAPPING;
  }
}
