import { defineSlice } from "../slice.js";
import { CreateAtsUpload } from "./create-ats-upload.mutation.js";
import { UploadOpportunityFile } from "./upload-opportunity-file.mutation.js";

export const upload = defineSlice({ resolvers: [CreateAtsUpload, UploadOpportunityFile] });
