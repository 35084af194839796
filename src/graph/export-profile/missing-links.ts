import { linksOf } from "../../identity/links.js";

/** Those of `links` that are not among `present`, in whatever spelling they are there. */
export function missingLinks(links: readonly string[], present: readonly string[]): readonly string[] {
  const known = new Set(present.flatMap(formsOf));
  return links.filter((link) => !formsOf(link).some((form) => known.has(form)));
}

/** As given, and in the canonical form of a profile's address. */
function formsOf(link: string): readonly string[] {
  const { linkedinUrl, githubUrl, findemProfileUrl } = linksOf([link]);
  return [link, linkedinUrl, githubUrl, findemProfileUrl].filter((form) => form !== null);
}
