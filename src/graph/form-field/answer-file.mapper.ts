import { idOf, objectOf } from "../../lever/reading.js";
import { answerFile } from "../file/file.mapper.js";
import type { AtsFile } from "../file/file.js";
import type { FormPlace } from "./form-place.js";

/** The file that an answer holds; null for anything else, such as the address of an upload in a form to be sent. */
export function toAnswerFile({ connectionId, opportunityId }: FormPlace, value: unknown): AtsFile | null {
  const wire = objectOf(value);
  const fileId = idOf(wire?.["id"]);
  return opportunityId === null || fileId === null ? null : answerFile({ connectionId, opportunityId }, fileId, wire);
}
