import { defineSlice } from "../slice.js";
import { ArchiveResolver } from "./archive.resolver.js";

export const archive = defineSlice({ resolvers: [ArchiveResolver] });
