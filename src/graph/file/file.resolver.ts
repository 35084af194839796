import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { requireRole } from "../../context/require-role.js";
import type { FileLink } from "../../file-links/file-links.js";
import { selectionOf } from "../../planning/selection.js";
import { through } from "../entity-reference.js";
import { newestFirst } from "../newest-first.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { partsOf } from "../part-relations.js";
import { DateTime } from "../scalars/date-time.js";
import { filesByOpportunity, isListed } from "./file.loader.js";
import { AtsFile } from "./file.js";

@Resolver(() => Opportunity)
export class OpportunityFilesResolver {
  @FieldResolver(() => [AtsFile], { nullable: true, description: "Its files, without its resumes; newest first." })
  async files(
    @Root() root: Opportunity,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly AtsFile[] | null> {
    const files = await partsOf(context, root, filesByOpportunity, { selection: selectionOf(info, "AtsFile") });
    return files && newestFirst(files, ({ uploadedAt }) => uploadedAt);
  }
}

@Resolver(() => AtsFile)
export class FileResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      "Streams the file to whoever opens it, for five minutes; createAtsFileLink makes a fresh one. Null where Lever gives no way to the file.",
  })
  async downloadUrl(@Root() root: AtsFile, @Ctx() context: GraphContext): Promise<string | null> {
    return (await linkTo(context, root))?.url ?? null;
  }

  @FieldResolver(() => DateTime, { nullable: true, description: "Until when downloadUrl is good." })
  async downloadUrlExpiresAt(@Root() root: AtsFile, @Ctx() context: GraphContext): Promise<number | null> {
    return (await linkTo(context, root))?.expiresAt ?? null;
  }
}

async function linkTo(context: GraphContext, { location, isAnswer }: AtsFile): Promise<FileLink | null> {
  if (!location) return null;
  // Whatever field led here: an offer's documents are not for everybody.
  if (location.kind === "offer") requireRole(context, "confidential");
  if (isAnswer && !(await through(context, location.connectionId, (scope) => isListed(scope, location)))) return null;
  return context.fileLinks.to(location);
}
