import { defineSlice } from "../slice.js";
import { ConnectionProfileFormTemplatesResolver } from "./profile-form-template.resolver.js";

export const profileFormTemplate = defineSlice({ resolvers: [ConnectionProfileFormTemplatesResolver] });
