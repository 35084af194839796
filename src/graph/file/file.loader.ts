import type { ConnectionScope } from "../../context/connection-scope.js";
import type { FileLocation } from "../../file-links/file-location.js";
import { definePartLoader } from "../opportunity-part.loader.js";
import { fileList } from "./file.lever.js";
import { toFile } from "./file.mapper.js";
import type { AtsFile } from "./file.js";
import type { FileWire } from "./file.wire.js";

/** An opportunity's files, without its resumes. */
export const filesByOpportunity = definePartLoader<FileWire, AtsFile>({
  name: "filesByOpportunity",
  endpoint: fileList,
  toPart: toFile,
});

/** Whether a file is among its opportunity's files; one list for the opportunity, shared with whoever shows them. */
export async function isListed({ load }: ConnectionScope, { opportunityId, id }: FileLocation): Promise<boolean> {
  const files = await load(filesByOpportunity, { opportunityId, expand: [] });
  return files?.some(({ location }) => location?.id === id) ?? false;
}
