import { defineEndpoint } from "../../lever/endpoint.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { ProfileFormWire } from "./profile-form.wire.js";

export const createForm = defineEndpoint<never>({
  method: "POST",
  path: "/opportunities/:opportunity/forms",
  permission: "create an opportunity form",
  documentation: "Profile forms > Create a profile form",
});

/** The deprecated twin, which acts on the same opportunity under a permission of its own. */
export const createCandidateForm = defineEndpoint<never>({
  method: "POST",
  path: "/candidates/:opportunity/forms",
  permission: "create a candidate form",
  documentation: "Candidates (deprecated)",
});

export const singleProfileForm = defineEndpoint<ProfileFormWire>({
  path: "/opportunities/:opportunity/forms/:form",
  permission: "find an opportunity form",
  documentation: "Profile forms > Retrieve a profile form",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});
