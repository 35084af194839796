import { type ContactRecord, emptyData, type PostingRecord, type SandboxData, type UserRecord } from "../data.js";
import { OTHER_ACCOUNT_KEYS } from "../keys.js";
import { seedApplyForms } from "./apply-forms.js";
import { addCandidacy } from "./candidacy.js";
import { seedOpportunityParts } from "./parts/opportunity-parts.js";
import { postingContent } from "./posting-content.js";
import { SeededRandom, uuidOf } from "./random.js";
import { add } from "./seed-context.js";
import { STAGES } from "./stages.js";
import { seedTemplates } from "./templates.js";
import { DAY_MS } from "./time-spans.js";

const PEOPLE = ["Ilse Brandt", "Omar Haddad", "Sunniva Dahl"];

/**
 * Another customer's Lever account, "Fjordlight Energy": one user, one posting, three people. Priya Raman is known
 * here too, under the same address but as another contact: data of one account must never show in the other.
 */
export function seedOtherCompany({ now }: { readonly now: number }): SandboxData {
  const data = emptyData("fjordlight");
  const random = new SeededRandom("fjordlight");
  for (const key of OTHER_ACCOUNT_KEYS) data.keys.set(key.apiKey, key);
  const user = userOf(now);
  const posting = postingOf(user.id, now);
  add(data.users, user);
  add(data.postings, posting);
  add(
    data.stages,
    ...[STAGES.newLead, STAGES.reachedOut, STAGES.responded, STAGES.newApplicant, STAGES.offer].map((stage) => ({
      ...stage,
    })),
  );
  add(data.archiveReasons, { id: uuidOf("fjordlight reason"), text: "Hired", type: "hired", status: "active" });
  for (const [number, name] of [...PEOPLE, "Priya Raman"].entries()) {
    const contact = contactOf(name);
    add(data.contacts, contact);
    addCandidacy(
      { data, now },
      {
        name: `fjordlight ${number}`,
        ...{ contact, posting, origin: "applied", stage: STAGES.newApplicant.id, owner: user.id },
        createdAt: now - (number + 1) * 5 * DAY_MS,
        endedAt: now - number * DAY_MS,
        sources: ["Careers site"],
        tags: [],
      },
      random,
    );
  }
  seedTemplates({ data, now });
  seedApplyForms({ data, now });
  seedOpportunityParts({ data, now });
  return data;
}

function userOf(now: number): UserRecord {
  return {
    id: uuidOf("fjordlight user"),
    name: "Kari Nordmann",
    username: "kari",
    email: "kari@fjordlight.test",
    createdAt: now - 400 * DAY_MS,
    deactivatedAt: null,
    accessRole: "super admin",
    photo: null,
    externalDirectoryId: null,
    linkedContactIds: null,
    jobTitle: "Head of People",
    managerId: null,
  };
}

function contactOf(name: string): ContactRecord {
  return {
    id: uuidOf(`fjordlight contact ${name}`),
    name,
    headline: "",
    location: "Bergen, Norway",
    emails: [`${name.toLowerCase().replace(" ", ".")}@example.test`],
    phones: [],
    links: [],
    isAnonymized: false,
    dataProtection: null,
  };
}

function postingOf(user: string, now: number): PostingRecord {
  return {
    id: uuidOf("fjordlight posting"),
    text: "Wind Turbine Technician",
    createdAt: now - 60 * DAY_MS,
    updatedAt: now - 10 * DAY_MS,
    state: "published",
    distributionChannels: ["internal", "public"],
    confidentiality: "non-confidential",
    ...{ user, owner: user, hiringManager: null },
    categories: {
      team: "Operations",
      department: "Field",
      location: "Bergen",
      allLocations: ["Bergen"],
      commitment: "Full-time",
      level: null,
    },
    tags: [],
    content: postingContent("Wind Turbine Technician"),
    country: "NO",
    followers: [],
    reqCode: null,
    requisitionCodes: [],
    workplaceType: "onsite",
  };
}
