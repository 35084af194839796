import { defineSlice } from "../slice.js";
import { AttachmentResolver, CandidateAttachmentsResolver } from "./attachment.resolver.js";

export const attachment = defineSlice({ resolvers: [AttachmentResolver, CandidateAttachmentsResolver] });
