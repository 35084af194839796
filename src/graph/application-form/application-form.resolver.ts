import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { through } from "../entity-reference.js";
import { AtsPosting } from "../posting/posting.js";
import { applicationForms } from "./application-form.loader.js";
import { AtsApplicationForm } from "./application-form.js";

@Resolver(() => AtsPosting)
export class PostingApplicationFormResolver {
  @FieldResolver(() => AtsApplicationForm, {
    nullable: true,
    description: "What the application form asks for; applyToPosting takes answers by these ids and names.",
  })
  applicationForm(
    @Root() { connectionId, externalId }: AtsPosting,
    @Ctx() context: GraphContext,
    @Arg("location", () => String, {
      nullable: true,
      description: "One of the posting's locations: EEO questions are asked in some of them only.",
    })
    location?: string | null,
  ): Promise<AtsApplicationForm | null> {
    const key = { postingId: externalId, location: location || null };
    return through(context, connectionId, ({ load }) => load(applicationForms, key));
  }
}
