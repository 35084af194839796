import { defineEndpoint } from "../../lever/endpoint.js";
import { OPPORTUNITY_MAX_AGE_MS, REFERENCE_MAX_AGE_MS } from "../lifetimes.js";
import type { ProfileFormTemplateWire } from "./profile-form-template.wire.js";

/** Without `include`, which would leave out all that it does not name. Lever docs, "Query parameters". */
export const profileFormTemplateList = defineEndpoint<ProfileFormTemplateWire>({
  path: "/form_templates",
  permission: "find all form templates",
  documentation: "Profile form templates > List all profile form templates",
  maxAgeMs: REFERENCE_MAX_AGE_MS,
});

/** As old as a candidacy at most: what is written has to fit it. */
export const singleProfileFormTemplate = defineEndpoint<ProfileFormTemplateWire>({
  path: "/form_templates/:template",
  permission: "find a form template",
  documentation: "Profile form templates > Retrieve a profile form template",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});
