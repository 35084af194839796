import type { ArchiveReasonRecord } from "../data.js";
import { uuidOf } from "./random.js";
import { add, type SeedContext } from "./seed-context.js";

const REASONS: readonly Omit<ArchiveReasonRecord, "id">[] = [
  { text: "Hired", type: "hired", status: "active" },
  { text: "Hired as contractor", type: "hired", status: "active" },
  { text: "Underqualified", type: "non-hired", status: "active" },
  { text: "Unresponsive", type: "non-hired", status: "active" },
  { text: "Withdrew", type: "non-hired", status: "active" },
  { text: "Accepted another job", type: "non-hired", status: "active" },
  { text: "Offer declined", type: "non-hired", status: "active" },
  { text: "Culture contribution", type: "non-hired", status: "active" },
  { text: "Timing", type: "non-hired", status: "active" },
  { text: "Compensation expectations", type: "non-hired", status: "active" },
  { text: "Position closed", type: "non-hired", status: "active" },
  { text: "Culture fit", type: "non-hired", status: "inactive" },
];

/** The id of an archive reason of Nimbus Robotics by its text. */
export function archiveReasonId(text: string): string {
  return uuidOf(`nimbus archive reason ${text}`);
}

export function seedArchiveReasons({ data }: SeedContext): void {
  add(data.archiveReasons, ...REASONS.map((reason) => ({ id: archiveReasonId(reason.text), ...reason })));
}
