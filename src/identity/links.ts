import { canonicalFindemProfileUrl } from "./findem-profile.js";
import { canonicalGithubUrl } from "./github.js";
import { canonicalLinkedinUrl } from "./linkedin.js";

/** Profiles of a person, in canonical form; null where no link leads to one. */
export interface ProfileLinks {
  readonly linkedinUrl: string | null;
  readonly githubUrl: string | null;
  readonly findemProfileUrl: string | null;
}

/** The profiles among a person's links; the first of each kind wins. Never throws. */
export function linksOf(links: readonly string[]): ProfileLinks {
  return {
    linkedinUrl: firstOf(links, canonicalLinkedinUrl),
    githubUrl: firstOf(links, canonicalGithubUrl),
    findemProfileUrl: firstOf(links, canonicalFindemProfileUrl),
  };
}

function firstOf(links: readonly string[], canonical: (link: string) => string | null): string | null {
  for (const link of links) {
    const found = canonical(link);
    if (found !== null) return found;
  }
  return null;
}
