import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { requireRole } from "../../context/require-role.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { through } from "../entity-reference.js";
import { opportunityById } from "../opportunity/opportunity.loader.js";
import { RequiresRole } from "../requires-role.js";
import { CreateAtsFileLinkInput, CreateAtsFileLinkPayload } from "./file-link-payload.js";
import { type FileReference, fileReference } from "./file-reference.js";
import { isListed } from "./file.loader.js";
import { locatedFile } from "./located-file.loader.js";

const PATH = ["input", "fileId"];

@Resolver()
export class CreateAtsFileLink {
  @RequiresRole("viewer")
  @Mutation(() => CreateAtsFileLinkPayload, { nullable: true, description: "A fresh download link for a file." })
  async createAtsFileLink(
    @Arg("input", () => CreateAtsFileLinkInput) { fileId }: CreateAtsFileLinkInput,
    @Ctx() context: GraphContext,
  ): Promise<CreateAtsFileLinkPayload> {
    const reference = fileReference(fileId, PATH.join("."));
    const { location } = reference;
    if (location.kind === "offer") requireRole(context, "confidential");
    try {
      const isThere = await through(context, location.connectionId, (scope) => isVisible(scope, reference));
      if (!isThere) return refused(userError("NOT_FOUND", { path: PATH }));
      return { ...context.fileLinks.to(location), userErrors: [] };
    } catch (failure) {
      return refused(userErrorFrom(failure, PATH));
    }
  }
}

/** The opportunity first: a file of one that is hidden from the caller is as unknown. */
async function isVisible(scope: ConnectionScope, { location, isAnswer }: FileReference): Promise<boolean> {
  const opportunity = await scope.load(opportunityById, { externalId: location.opportunityId, expand: [] });
  if (!opportunity) return false;
  return isAnswer ? isListed(scope, location) : (await locatedFile(scope, location)) !== null;
}

function refused(...userErrors: readonly AtsUserError[]): CreateAtsFileLinkPayload {
  return { url: null, expiresAt: null, userErrors };
}
