import { uuidOf } from "../random.js";
import { STAGES, stageIndex } from "../stages.js";
import type { PartDraw, PartPlan } from "./part-draw.js";

const NOTHING: PartPlan = {
  ...{ resumes: 0, files: 0, notes: 0, panels: 0 },
  ...{ profileForms: 0, offers: 0, referrals: 0 },
};

const featured = (number: number, plan: Partial<PartPlan>): readonly [string, PartPlan] => [
  uuidOf(`opportunity nimbus featured ${number}`),
  { ...NOTHING, ...plan },
];

/**
 * What the featured people's opportunities have. Priya Raman's are the first three: two resumes and forty notes. Mateo
 * Álvarez's first has what Lever couldn't process; Chloë O'Brien has more notes than go on a page, and the large file.
 */
const FEATURED: ReadonlyMap<string, PartPlan> = new Map([
  featured(0, { resumes: 1, files: 3, notes: 25, panels: 2, profileForms: 2, offers: 1 }),
  featured(1, { resumes: 1, files: 1, notes: 12, panels: 1, profileForms: 1, referrals: 1 }),
  featured(2, { notes: 3 }),
  featured(3, { resumes: 1, files: 2, notes: 4, panels: 1, referrals: 2 }),
  featured(4, { notes: 1 }),
  featured(5, { resumes: 2, files: 2, notes: 130, panels: 3, profileForms: 1, offers: 2 }),
  featured(6, { resumes: 1, notes: 2, profileForms: 1 }),
  featured(7, { resumes: 1, files: 1, notes: 6, panels: 2, offers: 1 }),
  featured(8, { resumes: 1, files: 1, notes: 3, panels: 1, offers: 1, referrals: 1, profileForms: 1 }),
]);

/** How much of everything an opportunity has. Of anonymised ones only the panels are left. */
export function planOf(draw: PartDraw): PartPlan {
  const { opportunity } = draw;
  const plan = FEATURED.get(opportunity.id) ?? drawnPlan(draw);
  return opportunity.isAnonymized ? { ...NOTHING, panels: plan.panels } : plan;
}

function drawnPlan({ opportunity, random }: PartDraw): PartPlan {
  const { stage, origin } = opportunity;
  const reached = stageIndex(stage);
  const isInterviewed = reached >= stageIndex(STAGES.recruiterScreen.id);
  const mayHaveOffer = reached >= stageIndex(STAGES.offer.id);
  return {
    resumes: random.weighted([[0, 15] as const, [1, 75] as const, [2, 10] as const]),
    files: random.weighted([[0, 75] as const, [1, 18] as const, [2, 7] as const]),
    notes: random.integer(0, isInterviewed ? 5 : 2),
    panels: isInterviewed ? random.integer(0, reached >= stageIndex(STAGES.onsite.id) ? 2 : 1) : 0,
    profileForms: random.chance(0.15) ? 1 : 0,
    offers: mayHaveOffer && random.chance(0.9) ? 1 : 0,
    referrals: origin === "referred" ? 1 : 0,
  };
}
