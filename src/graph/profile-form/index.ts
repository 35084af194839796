import { defineSlice } from "../slice.js";
import { OpportunityFormsResolver, ProfileFormResolver } from "./profile-form.resolver.js";

export const profileForm = defineSlice({ resolvers: [OpportunityFormsResolver, ProfileFormResolver] });
