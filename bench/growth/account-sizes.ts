import { type AccountSize, SIZES } from "../account/sizes.js";

/** A small customer, the one that everything else is measured with, and a large one; shares of archived ones are alike. */
export const GROWING_SIZES: readonly AccountSize[] = [
  { activeOpportunities: 480, archivedOpportunities: 20 },
  { activeOpportunities: SIZES.activeOpportunities, archivedOpportunities: SIZES.archivedOpportunities },
  { activeOpportunities: 9_600, archivedOpportunities: 400 },
];
