import type { PostingRecord } from "../data.js";
import { postingContent } from "./posting-content.js";
import { SeededRandom, uuidOf } from "./random.js";
import { add, rowsOf, type SeedContext } from "./seed-context.js";
import { DAY_MS } from "./time-spans.js";
import { RECRUITER_ID, SUPER_ADMIN_ID } from "./users.js";

const LOCATIONS = [
  ["San Francisco, CA", "US"],
  ["Berlin", "DE"],
  ["London", "GB"],
  ["Toronto", "CA"],
  ["Bengaluru", "IN"],
  ["Zürich", "CH"],
  ["Remote - US", "US"],
] as const;
const TEAMS: readonly (readonly [team: string, department: string, titles: readonly string[]])[] = [
  ["Perception", "Engineering", ["Perception Engineer", "SLAM Engineer", "Machine Learning Engineer"]],
  ["Controls", "Engineering", ["Controls Engineer", "Motion Planning Engineer", "Robotics Engineer"]],
  ["Platform", "Engineering", ["Platform Engineer", "Site Reliability Engineer", "Embedded Software Engineer"]],
  ["Design", "Product", ["Product Designer", "UX Researcher", "Product Manager"]],
  ["Manufacturing", "Operations", ["Manufacturing Technician", "Supply Chain Planner", "Quality Engineer"]],
  ["Field Operations", "Operations", ["Field Service Engineer", "Deployment Lead"]],
  ["People", "G&A", ["Recruiting Coordinator", "People Partner", "Legal Counsel", "Financial Analyst"]],
  ["Sales", "Go-to-market", ["Solutions Engineer", "Account Executive"]],
];
const LEVELS = ["", "Senior ", "Staff ", "Lead ", "Junior "];
const POSTINGS = 140;
const CONFIDENTIAL_EVERY = 23;

/** State and channels by turns; published ones are on both sites, on the public or on the internal one only. */
const STATES: readonly (readonly [PostingRecord["state"], PostingRecord["distributionChannels"], number])[] = [
  ["published", ["internal", "public"], 30],
  ["published", ["public"], 6],
  ["published", ["internal"], 8],
  ["internal", ["internal", "public"], 9],
  ["closed", ["internal", "public"], 25],
  ["closed", null, 8],
  ["draft", null, 8],
  ["pending", ["public"], 3],
  ["rejected", null, 3],
];

/** The posting of Priya Raman's on-site interview. */
export const FEATURED_POSTING_ID = uuidOf("nimbus posting Senior Robotics Engineer");
/** The confidential posting of Aisha Okafor's candidacy. */
export const CONFIDENTIAL_POSTING_ID = uuidOf("nimbus posting VP of Autonomy");

/** About 140 postings in all states; a handful are confidential. */
export function seedPostings(context: SeedContext): void {
  const random = new SeededRandom("nimbus postings");
  const { postings } = context.data;
  add(
    postings,
    { ...postingOf(0, context, random), ...featured("Senior Robotics Engineer", FEATURED_POSTING_ID, context) },
    {
      ...postingOf(1, context, random),
      ...featured("VP of Autonomy", CONFIDENTIAL_POSTING_ID, context),
      confidentiality: "confidential",
    },
  );
  for (let number = 2; number < POSTINGS; number++) add(postings, postingOf(number, context, random));
}

function featured(text: string, id: string, { now }: SeedContext) {
  return {
    id,
    text,
    state: "published" as const,
    distributionChannels: ["internal" as const, "public" as const],
    owner: RECRUITER_ID,
    hiringManager: SUPER_ADMIN_ID,
    createdAt: now - 90 * DAY_MS,
    updatedAt: now - 3 * DAY_MS,
    categories: {
      team: "Controls",
      department: "Engineering",
      location: "San Francisco, CA",
      allLocations: ["San Francisco, CA"],
      commitment: "Full-time",
      level: null,
    },
    content: postingContent(text),
    tags: ["Robotics"],
  };
}

function postingOf(number: number, { data, now }: SeedContext, random: SeededRandom): PostingRecord {
  const users = rowsOf(data.users).map(({ id }) => id);
  const [state, distributionChannels] = random.weighted(STATES.map((entry) => [entry, entry[2]] as const));
  const [team, department, titles] = random.pick(TEAMS);
  const text = `${random.pick(LEVELS)}${random.pick(titles)}`;
  const isConfidential = number % CONFIDENTIAL_EVERY === 0 && number > 0;
  const createdAt = now - random.integer(10, 900) * DAY_MS - random.integer(0, DAY_MS);
  return {
    id: uuidOf(`nimbus posting ${number}`),
    text,
    createdAt,
    updatedAt: createdAt + random.integer(0, now - createdAt),
    state,
    distributionChannels: distributionChannels === null ? null : [...distributionChannels],
    confidentiality: isConfidential ? "confidential" : "non-confidential",
    user: random.pick(users),
    owner: random.chance(0.9) ? random.pick(users) : null,
    hiringManager: random.chance(0.7) ? random.pick(users) : null,
    ...placeOf(team, department, random),
    tags: random.sample(["Robotics", "Hardware", "Early career", "Urgent"], random.integer(0, 2)),
    content: postingContent(text),
    followers: random.sample(users, random.integer(0, 3)),
    reqCode: null,
    requisitionCodes: random.chance(0.5) ? [`REQ-${100 + number}`] : [],
    ...(random.chance(0.6)
      ? { salaryRange: { min: 70_000, max: 95_000 + number * 500, currency: "EUR", interval: "per-year-salary" } }
      : {}),
    workplaceType: random.pick(["onsite", "remote", "hybrid", "unspecified"] as const),
  };
}

function placeOf(
  team: string,
  department: string,
  random: SeededRandom,
): Pick<PostingRecord, "categories" | "country"> {
  const commitment = random.pick(["Full-time", "Full-time", "Part-time", "Internship", null]);
  if (random.chance(0.05)) {
    return { categories: { team, department, location: null, allLocations: [], commitment, level: null } };
  }
  const places = random.sample(LOCATIONS, random.weighted([[1, 8] as const, [2, 2] as const, [3, 1] as const]));
  const allLocations = places.map(([location]) => location);
  return {
    categories: { team, department, location: allLocations[0] ?? null, allLocations, commitment, level: null },
    country: random.chance(0.9) ? (places[0]?.[1] ?? null) : null,
  };
}
