import type { SeedContext } from "../seed-context.js";
import { seedApplicationDetails } from "./application-details.js";
import { seedDocuments } from "./documents.js";
import { seedEeoResponse } from "./eeo-responses.js";
import { seedForms } from "./forms.js";
import { seedInterviews } from "./interviews.js";
import { seedNotes } from "./notes.js";
import { seedOffers } from "./offers.js";
import { drawsOf } from "./part-draw.js";
import { planOf } from "./part-plans.js";

/** Everything that belongs to the opportunities that are there: call it when all of them are. */
export function seedOpportunityParts(context: SeedContext): void {
  for (const draw of drawsOf(context)) {
    const plan = planOf(draw);
    seedApplicationDetails(draw);
    seedDocuments(draw, plan);
    seedNotes(draw, plan);
    seedInterviews(draw, plan);
    seedForms(draw, plan);
    seedOffers(draw, plan);
    seedEeoResponse(draw);
  }
}
