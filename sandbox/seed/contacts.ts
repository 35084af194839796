import type { ContactRecord, PhoneRecord } from "../data.js";
import { linksOf } from "./links.js";
import { EMPLOYERS, FAMILY_NAMES, GIVEN_NAMES, HOME_TOWNS } from "./people-names.js";
import { SeededRandom, uuidOf } from "./random.js";
import { add, type SeedContext } from "./seed-context.js";
import { DAY_MS, YEAR_MS } from "./time-spans.js";

/** So many people with everything that is odd about real ones: gaps, several addresses, odd spellings. */
export function seedContacts(context: SeedContext, count: number): readonly ContactRecord[] {
  const random = new SeededRandom("nimbus contacts");
  const contacts = Array.from({ length: count }, (_, number) => contactOf(number, context, random));
  add(context.data.contacts, ...contacts);
  return contacts;
}

function contactOf(number: number, { now }: SeedContext, random: SeededRandom): ContactRecord {
  const [given, givenSlug] = random.pick(GIVEN_NAMES);
  const [family, familySlug] = random.pick(FAMILY_NAMES);
  const slug = `${givenSlug}-${familySlug}-${number}`;
  return {
    id: uuidOf(`nimbus contact ${number}`),
    name: `${given} ${family}`,
    headline: random.weighted([
      [random.sample(EMPLOYERS, random.integer(1, 2)).join(", "), 8],
      ["", 2],
      [null, 1],
    ]),
    location: random.weighted([
      [random.pick(HOME_TOWNS), 8],
      ["", 1],
      [null, 1],
    ]),
    emails: emailsOf(slug.replaceAll("-", "."), random),
    phones: phonesOf(random),
    links: linksOf(slug, random),
    isAnonymized: false,
    dataProtection: random.chance(0.3) ? dataProtectionOf(now, random) : null,
  };
}

function emailsOf(name: string, random: SeededRandom): string[] {
  const first = `${name}@example.test`;
  return random.weighted<() => string[]>([
    [() => [first], 80],
    [() => [], 8],
    [() => [first, `${name}@mail.example.test`], 8],
    [() => [first.replace(/^./, (letter) => letter.toUpperCase())], 4],
  ])();
}

function phonesOf(random: SeededRandom): PhoneRecord[] {
  return Array.from(
    {
      length: random.weighted([
        [0, 4],
        [1, 5],
        [2, 1],
      ]),
    },
    () => {
      const value = `+1 415 555 0${random.integer(100, 199)}`;
      return random.pick<PhoneRecord>([
        { type: "mobile", value },
        { type: "home", value },
        { type: "work", value },
        { type: null, value },
        { value },
      ]);
    },
  );
}

function dataProtectionOf(now: number, random: SeededRandom): ContactRecord["dataProtection"] {
  const expiresAt = now + random.integer(-100 * DAY_MS, 2 * YEAR_MS);
  return {
    store: { allowed: random.chance(0.9), expiresAt },
    contact: { allowed: random.chance(0.6), expiresAt: random.chance(0.5) ? expiresAt : null },
  };
}
