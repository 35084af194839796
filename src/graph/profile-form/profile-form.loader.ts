import { definePartLoader } from "../opportunity-part.loader.js";
import { profileFormList } from "./profile-form.lever.js";
import { toProfileForm } from "./profile-form.mapper.js";
import type { AtsProfileForm } from "./profile-form.js";
import type { ProfileFormWire } from "./profile-form.wire.js";

/** An opportunity's profile forms, without what was deleted. */
export const profileFormsByOpportunity = definePartLoader<ProfileFormWire, AtsProfileForm>({
  name: "profileFormsByOpportunity",
  endpoint: profileFormList,
  users: ["user"],
  stages: ["stage"],
  toPart: toProfileForm,
});
