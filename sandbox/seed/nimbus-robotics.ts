import { emptyData, type SandboxData } from "../data.js";
import { NIMBUS_KEYS } from "../keys.js";
import { seedApplyForms } from "./apply-forms.js";
import { seedArchiveReasons } from "./archive-reasons.js";
import { seedContacts } from "./contacts.js";
import { anonymizeSome, deleteOpportunities } from "./departures.js";
import { FEATURED_OPPORTUNITIES, seedFeaturedCandidacies } from "./featured-candidacies.js";
import { seedOpportunities } from "./opportunities.js";
import { seedOpportunityParts } from "./parts/opportunity-parts.js";
import { seedPostings } from "./postings.js";
import { SeededRandom } from "./random.js";
import { seedRequisitionFields } from "./requisition-fields.js";
import { seedRequisitions } from "./requisitions.js";
import { rowsOf } from "./seed-context.js";
import { seedStages } from "./stages.js";
import { seedTemplates } from "./templates.js";
import { seedUsers } from "./users.js";

/** How a company's data is seeded. */
export interface SeedOptions {
  /** How many opportunities there are, the featured people's nine included. */
  readonly opportunities: number;
  /** Epoch milliseconds that all times are relative to. */
  readonly now: number;
}

const CONTACTS_PER_OPPORTUNITY = 0.8;
const DELETED_PER_OPPORTUNITY = 0.01;

/** The company "Nimbus Robotics": the same people and ids every time, whatever the time. */
export function seedNimbusRobotics({ opportunities, now }: SeedOptions): SandboxData {
  const data = emptyData("nimbusrobotics");
  const context = { data, now };
  const random = new SeededRandom("nimbus opportunities");
  for (const key of NIMBUS_KEYS) data.keys.set(key.apiKey, key);
  seedStages(context);
  seedArchiveReasons(context);
  seedUsers(context);
  seedTemplates(context);
  seedPostings(context);
  seedApplyForms(context);
  seedRequisitionFields(context);
  seedRequisitions(context);
  const others = Math.max(0, opportunities - FEATURED_OPPORTUNITIES);
  const deleted = Math.ceil(others * DELETED_PER_OPPORTUNITY);
  const contacts = seedContacts(context, Math.ceil(others * CONTACTS_PER_OPPORTUNITY));
  seedOpportunities({ context, contacts, random }, others + deleted);
  const last = rowsOf(data.opportunities).slice(-deleted);
  if (deleted > 0)
    deleteOpportunities(
      context,
      last.map(({ id }) => id),
      random,
    );
  anonymizeSome(
    context,
    contacts.map(({ id }) => id),
    random,
  );
  seedFeaturedCandidacies(context);
  seedOpportunityParts(context);
  return data;
}
