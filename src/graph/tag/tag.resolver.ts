import { Arg, Args, Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import type { Page } from "../../paging/connection-types.js";
import { pageOfWholeList } from "../../paging/whole-list.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { LIST_SIZE } from "../directives.js";
import { through } from "../entity-reference.js";
import { LongPageArguments } from "../list-arguments.js";
import { pageOf } from "../page-of.js";
import { allTags } from "./tag.loader.js";
import { type AtsTag, AtsTagConnection } from "./tag.js";

@Resolver(() => AtsConnection)
export class ConnectionTagsResolver {
  @Directive(LIST_SIZE)
  @FieldResolver(() => AtsTagConnection, { nullable: true, description: "The texts that candidates are filed under." })
  tags(
    @Root() { id }: AtsConnection,
    @Args(() => LongPageArguments) page: LongPageArguments,
    @Ctx() context: GraphContext,
    @Arg("search", () => String, { nullable: true, description: "A part of the name, in any case." })
    search?: string | null,
  ): Promise<Page<AtsTag> | null> {
    const request = pageOf(context, { connectionId: id, field: "tags", filter: search }, page);
    const part = (search ?? "").toLowerCase();
    return through(context, id, async ({ load }) => {
      const tags = (await load(allTags, "all")).filter(({ name }) => name.toLowerCase().includes(part));
      return pageOfWholeList(tags, ({ name }) => name, request);
    });
  }
}
