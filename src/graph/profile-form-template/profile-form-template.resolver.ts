import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { through } from "../entity-reference.js";
import { allProfileFormTemplates } from "./profile-form-template.loader.js";
import { AtsProfileFormTemplate } from "./profile-form-template.js";

@Resolver(() => AtsConnection)
export class ConnectionProfileFormTemplatesResolver {
  @FieldResolver(() => [AtsProfileFormTemplate], {
    nullable: true,
    description:
      "The forms that can be filled in for candidacies. Needs 'find all form templates', which is not on Findem's list.",
  })
  profileFormTemplates(
    @Root() { id }: AtsConnection,
    @Ctx() context: GraphContext,
  ): Promise<readonly AtsProfileFormTemplate[] | null> {
    return through(context, id, ({ load }) => load(allProfileFormTemplates, "all"));
  }
}
