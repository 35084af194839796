import { defineEndpoint } from "../../lever/endpoint.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { ProfileFormWire } from "./profile-form.wire.js";

export const profileFormList = defineEndpoint<ProfileFormWire>({
  path: "/opportunities/:opportunity/forms",
  permission: "find all opportunity forms",
  documentation: "Profile forms > List all profile forms",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});
