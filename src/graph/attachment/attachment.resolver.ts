import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { Candidate } from "../candidate/candidate.js";
import { opportunitiesOf } from "../candidate/candidate-opportunities.loader.js";
import { newestFirst } from "../newest-first.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { AtsAttachment } from "./attachment.js";
import { attachmentsOf } from "./attachments.loader.js";

@Resolver(() => Candidate)
export class CandidateAttachmentsResolver {
  @FieldResolver(() => [AtsAttachment], {
    nullable: true,
    description:
      "The person's documents over all of their opportunities, newest first: resumes, files, and files among the answers of applications. Costs two requests for each opportunity, three with the role confidential.",
  })
  async attachments(@Root() root: Candidate, @Ctx() context: GraphContext): Promise<readonly AtsAttachment[]> {
    const rows = (await opportunitiesOf(context, root, ["applications"])) ?? [];
    const attachments = await Promise.all(rows.map((row) => attachmentsOf(context, row)));
    return newestFirst(attachments.flat(), ({ file }) => file.uploadedAt);
  }
}

@Resolver(() => AtsAttachment)
export class AttachmentResolver {
  @FieldResolver(() => Opportunity, { nullable: true, description: "The candidacy that it belongs to." })
  opportunity(@Root() { root }: AtsAttachment): Opportunity {
    return root;
  }
}
