import type { SeededRandom } from "./random.js";

/** The ways in which people write a link to a LinkedIn profile. */
const LINKEDIN_SPELLINGS: readonly ((slug: string) => string)[] = [
  (slug) => `https://www.linkedin.com/in/${slug}`,
  (slug) => `https://www.linkedin.com/in/${slug}/`,
  (slug) => `http://linkedin.com/in/${slug}`,
  (slug) => `linkedin.com/in/${slug}`,
  (slug) => `www.linkedin.com/in/${slug}/`,
  (slug) => `https://de.linkedin.com/in/${slug}`,
  (slug) => `https://uk.linkedin.com/in/${slug}/en`,
  (slug) => `HTTPS://WWW.LinkedIn.com/in/${slug.toUpperCase()}`,
  (slug) => `https://www.linkedin.com/in/${slug}?trk=people-guest_people_search-card`,
  (slug) => `https://www.linkedin.com/in/${slug}/#experience`,
  (slug) => `https://m.linkedin.com/in/${slug}`,
  (slug) => `https://www.linkedin.com/pub/${slug}/4a/b12/7c3`,
  (slug) => `  https://www.linkedin.com/in/${slug}  `,
];

const OTHER_LINKS: readonly ((slug: string) => string)[] = [
  (slug) => `https://github.com/${slug}`,
  (slug) => `http://www.github.com/${slug}/`,
  (slug) => `github.com/${slug.toUpperCase()}`,
  (slug) => `https://github.com/${slug}/ros-playground`,
  (slug) => `https://app.findem.ai/profile/${slug}`,
  (slug) => `https://${slug}.example.test/portfolio`,
  (slug) => `https://x.com/${slug}`,
];

/** What people write where a link is asked for. */
const NONSENSE: readonly string[] = [
  "n/a",
  "-",
  "see resume",
  "https://",
  "https://www.linkedin.com/feed/",
  "linkedin",
];

/** The links of a person, none to four. */
export function linksOf(slug: string, random: SeededRandom): string[] {
  const links: string[] = [];
  if (random.chance(0.7)) links.push(random.pick(LINKEDIN_SPELLINGS)(slug));
  if (random.chance(0.35)) links.push(random.pick(OTHER_LINKS)(slug));
  if (random.chance(0.1)) links.push(random.pick(OTHER_LINKS)(slug));
  if (random.chance(0.05)) links.push(random.pick(NONSENSE));
  return links;
}
