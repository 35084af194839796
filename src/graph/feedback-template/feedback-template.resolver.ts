import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { through } from "../entity-reference.js";
import { allFeedbackTemplates } from "./feedback-template.loader.js";
import { AtsFeedbackTemplate } from "./feedback-template.js";

@Resolver(() => AtsConnection)
export class ConnectionFeedbackTemplatesResolver {
  @FieldResolver(() => [AtsFeedbackTemplate], {
    nullable: true,
    description: "What interviewers are asked: the templates in use, Lever's own default too.",
  })
  feedbackTemplates(
    @Root() { id }: AtsConnection,
    @Ctx() context: GraphContext,
  ): Promise<readonly AtsFeedbackTemplate[] | null> {
    return through(context, id, ({ load }) => load(allFeedbackTemplates, "all"));
  }
}
