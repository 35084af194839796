import { defineSlice } from "../slice.js";
import { ExportProfileToAts } from "./export-profile-to-ats.mutation.js";
import { ExportProfilesToAts, exportRunner } from "./export-profiles-to-ats.mutation.js";

export const exportProfile = defineSlice({
  resolvers: [ExportProfileToAts, ExportProfilesToAts],
  bulk: { exportProfilesToAts: exportRunner },
});
