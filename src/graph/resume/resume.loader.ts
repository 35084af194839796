import { entityId } from "../../ids/entity-id.js";
import { idOf, millisOf, required } from "../../lever/reading.js";
import { resumeFile } from "../file/file.mapper.js";
import { definePartLoader, type PartSource } from "../opportunity-part.loader.js";
import { toWorkHistory } from "../work-history/work-history.mapper.js";
import { resumeList } from "./resume.lever.js";
import type { AtsResume } from "./resume.js";
import type { ResumeWire } from "./resume.wire.js";

/** An opportunity's resumes. */
export const resumesByOpportunity = definePartLoader<ResumeWire, AtsResume>({
  name: "resumesByOpportunity",
  endpoint: resumeList,
  toPart: toResume,
});

/** The border: what Lever sends, as the graph has it. */
export function toResume(source: PartSource, wire: ResumeWire): AtsResume {
  const { connectionId, opportunityId } = source;
  const id = required(idOf(wire.id), "id", resumeList, connectionId);
  return {
    id: entityId(connectionId, opportunityId, id),
    createdAt: millisOf(wire.createdAt),
    file: resumeFile(source, id, wire.file),
    ...toWorkHistory(wire.parsedData),
  };
}
