import type { ApplicationRecord } from "../../data.js";
import type { EeoResponseRecord } from "../../records/eeo-response.record.js";
import { EEO_ANSWERS } from "../eeo-questions.js";
import { uuidOf } from "../random.js";
import { add } from "../seed-context.js";
import { DAY_MS } from "../time-spans.js";
import { type PartDraw, partId } from "./part-draw.js";

const FEATURED = new Set([1, 2].map((number) => uuidOf(`opportunity nimbus featured ${number}`)));

/**
 * A response of about four in ten who applied, most when they applied and some, asked again, in the last days; always
 * of Priya Raman's two applications, one of which is two days old.
 */
export function seedEeoResponse(draw: PartDraw): void {
  const { application, opportunity, random, data } = draw;
  if (application?.type !== "posting" || opportunity.isAnonymized) return;
  const isFeatured = FEATURED.has(opportunity.id);
  if (isFeatured || random.chance(0.4)) {
    add(data.eeoResponses, responseOf(application, !isFeatured && random.chance(0.1), draw));
  }
}

function responseOf(application: ApplicationRecord, isLate: boolean, draw: PartDraw): EeoResponseRecord {
  const { random, now } = draw;
  const { id: applicationId, opportunityId, createdAt: appliedAt } = application;
  const createdAt = isLate ? Math.max(appliedAt, now - random.integer(1, 6) * DAY_MS) : appliedAt;
  return {
    ...{ id: partId(draw, "eeo response", 0), opportunityId, applicationId, createdAt, appliedAt },
    ...answersOf(createdAt, draw),
    ...(random.chance(0.9) ? { eeoSurveyRespondedAt: random.chance(0.9) ? createdAt : null } : {}),
    eeoResponseSource: isLate ? "survey" : "application",
    ...(random.chance(0.9) ? { source: "apply-page" } : {}),
  };
}

/** What isn't answered is missing. */
function answersOf(at: number, { random }: PartDraw): Partial<EeoResponseRecord> {
  const maybe = (name: keyof typeof EEO_ANSWERS) =>
    random.chance(0.85) ? { [name]: random.pick(EEO_ANSWERS[name]) } : {};
  const disability = maybe("disability");
  const [year = "", month = "", day = ""] = new Date(at).toISOString().slice(0, 10).split("-");
  return {
    ...maybe("gender"),
    ...maybe("race"),
    ...maybe("veteran"),
    ...disability,
    ...("disability" in disability ? { disabilitySignatureDate: `${month}/${day}/${year}` } : {}),
  };
}
