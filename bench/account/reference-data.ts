import type { PostingRecord, StageRecord, UserRecord } from "../../sandbox/data.js";
import { postingContent } from "../../sandbox/seed/posting-content.js";
import { uuidOf } from "../../sandbox/seed/random.js";
import { DAY_MS, YEAR_MS } from "../../sandbox/seed/time-spans.js";
import { SIZES } from "./sizes.js";

const STAGE_NAMES = [
  ...["New lead", "Reached out", "New applicant", "Recruiter screen", "Hiring manager screen"],
  ...["On-site interview", "Reference check", "Offer"],
];

const TITLES = [
  "Robotics Engineer",
  "Product Designer",
  "Field Service Engineer",
  "People Partner",
  "Account Executive",
];

/** The pipeline. */
export function benchStages(): readonly StageRecord[] {
  return STAGE_NAMES.slice(0, SIZES.stages).map((text) => ({ id: uuidOf(`bench stage ${text}`), text }));
}

/** All of them active, since a deactivated owner would cost a request more. docs/performance.md, "Formulas". */
export function benchUsers(now: number): readonly UserRecord[] {
  return Array.from({ length: SIZES.users }, (_, number) => ({
    id: uuidOf(`bench user ${number}`),
    name: `Recruiter ${number + 1}`,
    username: `recruiter${number + 1}`,
    email: `recruiter${number + 1}@bench.test`,
    createdAt: now - 2 * YEAR_MS,
    deactivatedAt: null,
    accessRole: number === 0 ? "super admin" : "team member",
    photo: null,
    externalDirectoryId: null,
    linkedContactIds: null,
    jobTitle: "Recruiter",
    managerId: null,
  }));
}

/** All of them published on the public site, so that the plain list holds every one. Lever docs, "List all postings". */
export function benchPostings(users: readonly UserRecord[], now: number): readonly PostingRecord[] {
  return Array.from({ length: SIZES.postings }, (_, number) => {
    const owner = users[number % users.length]?.id ?? null;
    const text = `${TITLES[number % TITLES.length] ?? ""} ${number + 1}`;
    return {
      id: uuidOf(`bench posting ${number}`),
      text,
      createdAt: now - (number + 1) * DAY_MS,
      updatedAt: now - (number + 1) * DAY_MS,
      state: "published",
      distributionChannels: ["internal", "public"],
      confidentiality: "non-confidential",
      ...{ user: owner, owner, hiringManager: null },
      categories: {
        ...{ team: "Platform", department: "Engineering", location: "Berlin", allLocations: ["Berlin"] },
        ...{ commitment: "Full-time", level: null },
      },
      tags: [],
      content: postingContent(text),
      country: "DE",
      followers: [],
      reqCode: null,
      requisitionCodes: [],
      workplaceType: "hybrid",
    };
  });
}
