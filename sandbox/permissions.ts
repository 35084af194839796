/**
 * The endpoint permissions of Lever's API key page: the name on the page -> the calls it unlocks. Path parameters are
 * placeholders (`:opportunity`); the paths are those of the routes in `resources/`.
 *
 * Lever docs, "Authentication > API key permissions": a call whose permission is not ticked answers 403, and
 * "opportunity" and "candidate" permissions are separate ticks for the same data.
 */

/** The 55 read permissions that Findem's set-up guide asks a customer to tick. */
export const FINDEM_READ = {
  "find an opportunity resume": ["GET /opportunities/:opportunity/resumes/:resume"],
  "find an opportunity referral": ["GET /opportunities/:opportunity/referrals/:referral"],
  "find an opportunity note": ["GET /opportunities/:opportunity/notes/:note"],
  "find an opportunity interview": ["GET /opportunities/:opportunity/interviews/:interview"],
  "find an opportunity form": ["GET /opportunities/:opportunity/forms/:form"],
  "find an opportunity file": ["GET /opportunities/:opportunity/files/:file"],
  "find an opportunity application": ["GET /opportunities/:opportunity/applications/:application"],
  "find an opportunity": ["GET /opportunities/:opportunity"],
  "find an archive reason": ["GET /archive_reasons/:archive_reason"],
  "find all users": ["GET /users"],
  "find all tags": ["GET /tags"],
  "find all stages": ["GET /stages"],
  "find all sources": ["GET /sources"],
  "find all requisitions": ["GET /requisitions"],
  "find all requisition fields": ["GET /requisition_fields"],
  "find all postings": ["GET /postings"],
  "find all opportunity resumes": ["GET /opportunities/:opportunity/resumes"],
  "find all opportunity referrals": ["GET /opportunities/:opportunity/referrals"],
  "find all opportunity offers": ["GET /opportunities/:opportunity/offers"],
  "find all opportunity notes": ["GET /opportunities/:opportunity/notes"],
  "find all opportunity interviews": ["GET /opportunities/:opportunity/interviews"],
  "find all opportunity forms": ["GET /opportunities/:opportunity/forms"],
  "find all opportunity files": ["GET /opportunities/:opportunity/files"],
  "find all opportunity applications": ["GET /opportunities/:opportunity/applications"],
  "find all opportunities": ["GET /opportunities"],
  "find all feedback templates": ["GET /feedback_templates"],
  "find all eeo responses with their pii": ["GET /eeo/responses/pii"],
  "find all candidates": ["GET /candidates"],
  "find all candidate resumes": ["GET /candidates/:candidate/resumes"],
  "find all candidate referrals": ["GET /candidates/:candidate/referrals"],
  "find all candidate offers": ["GET /candidates/:candidate/offers"],
  "find all candidate notes": ["GET /candidates/:candidate/notes"],
  "find all candidate interviews": ["GET /candidates/:candidate/interviews"],
  "find all candidate forms": ["GET /candidates/:candidate/forms"],
  "find all candidate files": ["GET /candidates/:candidate/files"],
  "find all candidate applications": ["GET /candidates/:candidate/applications"],
  "find all archive reasons": ["GET /archive_reasons"],
  "find a user": ["GET /users/:user"],
  "find a stage": ["GET /stages/:stage"],
  "find a requisition field": ["GET /requisition_fields/:requisition_field"],
  "find a requisition": ["GET /requisitions/:requisition"],
  "find a posting application question form": ["GET /postings/:posting/apply"],
  "find a posting": ["GET /postings/:posting"],
  "find a contact": ["GET /contacts/:contact"],
  "find a candidate resume": ["GET /candidates/:candidate/resumes/:resume"],
  "find a candidate referral": ["GET /candidates/:candidate/referrals/:referral"],
  "find a candidate note": ["GET /candidates/:candidate/notes/:note"],
  "find a candidate interview": ["GET /candidates/:candidate/interviews/:interview"],
  "find a candidate file": ["GET /candidates/:candidate/files/:file"],
  "find a candidate application": ["GET /candidates/:candidate/applications/:application"],
  "find a candidate": ["GET /candidates/:candidate"],
  "download an opportunity resume file": ["GET /opportunities/:opportunity/resumes/:resume/download"],
  "download an opportunity file": ["GET /opportunities/:opportunity/files/:file/download"],
  "download a candidate resume": ["GET /candidates/:candidate/resumes/:resume/download"],
  "download a candidate file": ["GET /candidates/:candidate/files/:file/download"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The 24 write permissions that Findem's set-up guide asks a customer to tick. */
export const FINDEM_WRITE = {
  "upload an opportunity file": ["POST /opportunities/:opportunity/files"],
  "upload a candidate file": ["POST /candidates/:candidate/files"],
  "update opportunity archived state": ["PUT /opportunities/:opportunity/archived"],
  "update an opportunity's stage": ["PUT /opportunities/:opportunity/stage"],
  "update an opportunity note": ["PUT /opportunities/:opportunity/notes/:note"],
  "update a user": ["PUT /users/:user"],
  "update a contact": ["PUT /contacts/:contact"],
  "update a candidate stage": ["PUT /candidates/:candidate/stage"],
  "remove opportunity tags": ["POST /opportunities/:opportunity/removeTags"],
  "remove opportunity sources": ["POST /opportunities/:opportunity/removeSources"],
  "remove opportunity contact links": ["POST /opportunities/:opportunity/removeLinks"],
  "remove candidate tags": ["POST /candidates/:candidate/removeTags"],
  "create an opportunity note": ["POST /opportunities/:opportunity/notes"],
  "create an opportunity": ["POST /opportunities"],
  "create a candidate note": ["POST /candidates/:candidate/notes"],
  "create a candidate form": ["POST /candidates/:candidate/forms"],
  "create a candidate": ["POST /candidates"],
  "apply to a posting": ["POST /postings/:posting/apply", "POST /uploads"],
  "add opportunity tags": ["POST /opportunities/:opportunity/addTags"],
  "add opportunity sources": ["POST /opportunities/:opportunity/addSources"],
  "add opportunity links": ["POST /opportunities/:opportunity/addLinks"],
  "add candidate tags": ["POST /candidates/:candidate/addTags"],
  "add candidate sources": ["POST /candidates/:candidate/addSources"],
  "add candidate links": ["POST /candidates/:candidate/addLinks"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/**
 * Everything else the API offers. Lever's documentation does not list these names: they follow the wording of the two
 * lists above.
 */
export const BEYOND_FINDEM = {
  "find all deleted opportunities": ["GET /opportunities/deleted"],
  "find all opportunity feedback": ["GET /opportunities/:opportunity/feedback"],
  "find an opportunity feedback": ["GET /opportunities/:opportunity/feedback/:feedback"],
  "create an opportunity feedback": ["POST /opportunities/:opportunity/feedback"],
  "update an opportunity feedback": ["PUT /opportunities/:opportunity/feedback/:feedback"],
  "delete an opportunity feedback": ["DELETE /opportunities/:opportunity/feedback/:feedback"],
  "find all opportunity panels": ["GET /opportunities/:opportunity/panels"],
  "find an opportunity panel": ["GET /opportunities/:opportunity/panels/:panel"],
  "create an opportunity panel": ["POST /opportunities/:opportunity/panels"],
  "update an opportunity panel": ["PUT /opportunities/:opportunity/panels/:panel"],
  "delete an opportunity panel": ["DELETE /opportunities/:opportunity/panels/:panel"],
  "create an opportunity interview": ["POST /opportunities/:opportunity/interviews"],
  "update an opportunity interview": ["PUT /opportunities/:opportunity/interviews/:interview"],
  "delete an opportunity interview": ["DELETE /opportunities/:opportunity/interviews/:interview"],
  "delete an opportunity file": ["DELETE /opportunities/:opportunity/files/:file"],
  "delete an opportunity note": ["DELETE /opportunities/:opportunity/notes/:note"],
  "download an opportunity offer file": ["GET /opportunities/:opportunity/offers/:offer/download"],
  "create an opportunity form": ["POST /opportunities/:opportunity/forms"],
  "find all candidate feedback": ["GET /candidates/:candidate/feedback"],
  "find a candidate feedback": ["GET /candidates/:candidate/feedback/:feedback"],
  "create a candidate feedback": ["POST /candidates/:candidate/feedback"],
  "update a candidate feedback": ["PUT /candidates/:candidate/feedback/:feedback"],
  "delete a candidate feedback": ["DELETE /candidates/:candidate/feedback/:feedback"],
  "find all candidate panels": ["GET /candidates/:candidate/panels"],
  "find a candidate panel": ["GET /candidates/:candidate/panels/:panel"],
  "create a candidate panel": ["POST /candidates/:candidate/panels"],
  "update a candidate panel": ["PUT /candidates/:candidate/panels/:panel"],
  "delete a candidate panel": ["DELETE /candidates/:candidate/panels/:panel"],
  "create a candidate interview": ["POST /candidates/:candidate/interviews"],
  "update a candidate interview": ["PUT /candidates/:candidate/interviews/:interview"],
  "delete a candidate interview": ["DELETE /candidates/:candidate/interviews/:interview"],
  "delete a candidate file": ["DELETE /candidates/:candidate/files/:file"],
  "find a candidate form": ["GET /candidates/:candidate/forms/:form"],
  "update candidate archived state": ["PUT /candidates/:candidate/archived"],
  "remove candidate sources": ["POST /candidates/:candidate/removeSources"],
  "remove candidate links": ["POST /candidates/:candidate/removeLinks"],
  "find a feedback template": ["GET /feedback_templates/:feedback_template"],
  "create a feedback template": ["POST /feedback_templates"],
  "update a feedback template": ["PUT /feedback_templates/:feedback_template"],
  "delete a feedback template": ["DELETE /feedback_templates/:feedback_template"],
  "find all form templates": ["GET /form_templates"],
  "find a form template": ["GET /form_templates/:form_template"],
  "create a form template": ["POST /form_templates"],
  "update a form template": ["PUT /form_templates/:form_template"],
  "delete a form template": ["DELETE /form_templates/:form_template"],
  "find all eeo responses": ["GET /eeo/responses"],
  "find all webhooks": ["GET /webhooks"],
  "create a webhook": ["POST /webhooks"],
  "update a webhook": ["PUT /webhooks", "PUT /webhooks/"],
  "delete a webhook": ["DELETE /webhooks/:webhook"],
  "create a user": ["POST /users"],
  "deactivate a user": ["POST /users/:user/deactivate"],
  "reactivate a user": ["POST /users/:user/reactivate"],
  "create a posting": ["POST /postings"],
  "update a posting": ["POST /postings/:posting"],
  "create a requisition": ["POST /requisitions"],
  "update a requisition": ["PUT /requisitions/:requisition"],
  "delete a requisition": ["DELETE /requisitions/:requisition"],
  "create a requisition field": ["POST /requisition_fields"],
  "update a requisition field": ["PUT /requisition_fields/:requisition_field"],
  "delete a requisition field": ["DELETE /requisition_fields/:requisition_field"],
  "add requisition field options": ["POST /requisition_fields/:requisition_field/options"],
  "update requisition field options": ["PUT /requisition_fields/:requisition_field/options"],
  "delete requisition field options": ["DELETE /requisition_fields/:requisition_field/options"],
  "find all audit events": ["GET /audit_events"],
  "find a posting's diversity surveys": ["GET /surveys/diversity/:posting"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Every permission the sandbox knows, with the calls it unlocks. */
export const PERMISSIONS = { ...FINDEM_READ, ...FINDEM_WRITE, ...BEYOND_FINDEM };

/** The exact name of a permission, as Lever shows it. */
export type PermissionName = keyof typeof PERMISSIONS;

function namesOf<Table extends object>(table: Table): readonly (keyof Table)[] {
  return Object.keys(table) as (keyof Table)[];
}

export const FINDEM_READ_NAMES: readonly PermissionName[] = namesOf(FINDEM_READ);
export const FINDEM_WRITE_NAMES: readonly PermissionName[] = namesOf(FINDEM_WRITE);
export const FINDEM_NAMES: readonly PermissionName[] = [...FINDEM_READ_NAMES, ...FINDEM_WRITE_NAMES];
export const ALL_NAMES: readonly PermissionName[] = namesOf(PERMISSIONS);
