import type { GraphContext } from "../../context/graph-context.js";
import { filesByOpportunity } from "../file/file.loader.js";
import type { AtsFile } from "../file/file.js";
import { offersByOpportunity } from "../offer/offer.loader.js";
import { plainPartsOf } from "../part-relations.js";
import { applicationWith } from "../opportunity/opportunity-application.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { resumesByOpportunity } from "../resume/resume.loader.js";
import type { AtsAttachment, AtsAttachmentKind } from "./attachment.js";

/** All documents of an opportunity: resumes, files, files among an application's answers, and, who may, of offers. */
export async function attachmentsOf(context: GraphContext, root: Opportunity): Promise<readonly AtsAttachment[]> {
  const seesOffers = context.caller.roles.has("confidential");
  const [resumes, files, application, offers] = await Promise.all([
    plainPartsOf(context, root, resumesByOpportunity),
    plainPartsOf(context, root, filesByOpportunity),
    applicationWith(context, root),
    seesOffers ? plainPartsOf(context, root, offersByOpportunity) : [],
  ]);
  const answers = (application?.customQuestions ?? []).flatMap(({ fields }) =>
    fields.map(({ valueFile }) => valueFile),
  );
  const documents = offers.flatMap(({ guarded }) => [guarded.sentDocument, guarded.signedDocument]);
  return [
    ...attached(
      "RESUME",
      root,
      resumes.map(({ file }) => file),
    ),
    ...attached("FILE", root, files),
    ...attached("APPLICATION_ANSWER", root, answers),
    ...attached("OFFER", root, documents),
  ];
}

function attached(
  kind: AtsAttachmentKind,
  root: Opportunity,
  files: readonly (AtsFile | null)[],
): readonly AtsAttachment[] {
  return files.flatMap((file) => (file ? [{ id: file.id, kind, file, root }] : []));
}
