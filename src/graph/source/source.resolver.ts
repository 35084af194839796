import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { through } from "../entity-reference.js";
import { allSources } from "./source.loader.js";
import { AtsSource } from "./source.js";

@Resolver(() => AtsConnection)
export class ConnectionSourcesResolver {
  @FieldResolver(() => [AtsSource], { nullable: true, description: "Where candidates come from." })
  sources(@Root() { id }: AtsConnection, @Ctx() context: GraphContext): Promise<readonly AtsSource[] | null> {
    return through(context, id, ({ load }) => load(allSources, "all"));
  }
}
