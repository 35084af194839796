import type { UserRecord } from "../data.js";
import { FAMILY_NAMES, GIVEN_NAMES } from "./people-names.js";
import { SeededRandom, uuidOf } from "./random.js";
import { add, type SeedContext } from "./seed-context.js";
import { DAY_MS, YEAR_MS } from "./time-spans.js";

/** A role of the company's own: users have its id for a role. */
export const CUSTOM_ROLE_ID = uuidOf("nimbus role Hiring partner");

const ROLES = ["super admin", "admin", "team member", "limited team member", "interviewer", CUSTOM_ROLE_ID];
const JOB_TITLES = ["Recruiter", "Senior Recruiter", "Sourcer", "Engineering Manager", "Staff Engineer", "Controller"];
const USERS = 40;
const DEACTIVATED_EVERY = 8;

/** About 40 users: all roles, one in eight deactivated. The first two are always a super admin and a recruiter. */
export function seedUsers({ data, now }: SeedContext): void {
  const random = new SeededRandom("nimbus users");
  const [superAdmin, recruiter] = [
    featured("Tomas Ruiz", "super admin", now),
    featured("Nora Lind", "team member", now),
  ];
  add(data.users, superAdmin, recruiter);
  for (let number = data.users.size; number < USERS; number++) {
    add(data.users, userOf(number, superAdmin.id, random, now));
  }
}

/** The recruiter who owns the featured people's opportunities. */
export const RECRUITER_ID = uuidOf("nimbus user Nora Lind");
/** The hiring manager of the featured posting. */
export const SUPER_ADMIN_ID = uuidOf("nimbus user Tomas Ruiz");

function featured(name: string, accessRole: string, now: number): UserRecord {
  const username = name.toLowerCase().replace(" ", ".");
  return {
    id: uuidOf(`nimbus user ${name}`),
    name,
    username,
    email: `${username}@nimbusrobotics.test`,
    createdAt: now - 6 * YEAR_MS,
    deactivatedAt: null,
    accessRole,
    photo: null,
    externalDirectoryId: `E-${1000 + name.length}`,
    linkedContactIds: null,
    jobTitle: accessRole === "super admin" ? "Head of Talent" : "Senior Recruiter",
    managerId: null,
  };
}

function userOf(number: number, managerId: string, random: SeededRandom, now: number): UserRecord {
  const [given, givenSlug] = random.pick(GIVEN_NAMES);
  const [family, familySlug] = random.pick(FAMILY_NAMES);
  const username = `${givenSlug}.${familySlug}${number}`;
  const createdAt = now - random.integer(200 * DAY_MS, 6 * YEAR_MS);
  return {
    id: uuidOf(`nimbus user ${number}`),
    name: `${given} ${family}`,
    username,
    email: `${username}@nimbusrobotics.test`,
    createdAt,
    deactivatedAt: number % DEACTIVATED_EVERY === 0 ? createdAt + 100 * DAY_MS : null,
    accessRole: ROLES[number % ROLES.length] ?? "interviewer",
    ...optionalMembers(number, username, managerId, random),
  };
}

/** What may be null or missing altogether. */
function optionalMembers(number: number, username: string, managerId: string, random: SeededRandom) {
  const maybe = <Value>(probability: number, value: Value): Value | null => (random.chance(probability) ? value : null);
  return {
    photo: maybe(0.3, `https://photos.example.test/${username}.jpg`),
    ...maybe(0.8, { externalDirectoryId: maybe(0.8, `E-${2000 + number}`) }),
    ...maybe(0.7, { linkedContactIds: null }),
    ...maybe(0.9, { jobTitle: maybe(0.8, random.pick(JOB_TITLES)) }),
    ...maybe(0.9, { managerId: maybe(0.8, managerId) }),
  };
}
