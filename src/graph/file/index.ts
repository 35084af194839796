import { defineSlice } from "../slice.js";
import { CreateAtsFileLink } from "./create-ats-file-link.mutation.js";
import { FileResolver, OpportunityFilesResolver } from "./file.resolver.js";

export const file = defineSlice({ resolvers: [FileResolver, OpportunityFilesResolver, CreateAtsFileLink] });
