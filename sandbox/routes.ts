import { applicationRoutes } from "./resources/applications.js";
import { applyFormRoutes } from "./resources/apply-form.js";
import { applyRoutes } from "./resources/apply/apply-routes.js";
import { archiveReasonRoutes } from "./resources/archive-reasons.js";
import { contactRoutes } from "./resources/contacts.js";
import { fileRoutes, fileUploadRoutes, resumeRoutes } from "./resources/documents.js";
import { eeoResponseRoutes } from "./resources/eeo-responses.js";
import { formWriteRoutes } from "./resources/form-writes.js";
import { formRoutes } from "./resources/forms.js";
import { interviewRoutes } from "./resources/interviews.js";
import { noteRoutes } from "./resources/notes/note-routes.js";
import { offerRoutes } from "./resources/offers.js";
import { opportunityCreateRoutes } from "./resources/opportunities/create-routes.js";
import { opportunityReadRoutes } from "./resources/opportunities/read-routes.js";
import { opportunityStateRoutes } from "./resources/opportunities/state-routes.js";
import { opportunityTextListRoutes } from "./resources/opportunities/text-list-routes.js";
import { postingRoutes } from "./resources/postings.js";
import { requisitionFieldRoutes, requisitionRoutes } from "./resources/requisitions.js";
import { stageRoutes } from "./resources/stages.js";
import { tagAndSourceRoutes } from "./resources/tags-and-sources.js";
import { templateRoutes } from "./resources/templates.js";
import { uploadRoutes } from "./resources/uploads.js";
import { userWriteRoutes } from "./resources/user-writes.js";
import { userRoutes } from "./resources/users.js";
import { webhookRoutes } from "./resources/webhooks/webhook-routes.js";
import type { Route } from "./routing/route.js";

/** Every endpoint of the sandbox: a new resource is a file in resources/ and a line here. */
export const ROUTES: readonly Route[] = [
  ...opportunityReadRoutes,
  ...opportunityCreateRoutes,
  ...opportunityStateRoutes,
  ...opportunityTextListRoutes,
  ...noteRoutes,
  ...applicationRoutes,
  ...contactRoutes,
  ...userRoutes,
  ...userWriteRoutes,
  ...stageRoutes,
  ...archiveReasonRoutes,
  ...postingRoutes,
  ...tagAndSourceRoutes,
  ...resumeRoutes,
  ...fileRoutes,
  ...fileUploadRoutes,
  ...interviewRoutes,
  ...formRoutes,
  ...formWriteRoutes,
  ...offerRoutes,
  ...applyFormRoutes,
  ...applyRoutes,
  ...uploadRoutes,
  ...requisitionRoutes,
  ...requisitionFieldRoutes,
  ...templateRoutes,
  ...eeoResponseRoutes,
  ...webhookRoutes,
];
