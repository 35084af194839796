import { defineSlice } from "../slice.js";
import { CreateOpportunityForm } from "./create-opportunity-form.mutation.js";
import { OpportunityFormsResolver, ProfileFormResolver } from "./profile-form.resolver.js";

export const profileForm = defineSlice({
  resolvers: [CreateOpportunityForm, OpportunityFormsResolver, ProfileFormResolver],
});
