import { canonicalEmail } from "../../identity/emails.js";
import { canonicalFindemProfileUrl } from "../../identity/findem-profile.js";
import { canonicalGithubUrl } from "../../identity/github.js";
import { canonicalLinkedinUrl } from "../../identity/linkedin.js";
import { badUserInput } from "../../user-errors/thrown.js";
import type { MatchArguments } from "./match-arguments.js";
import type { AtsMatchSignal, Profile } from "./profile.js";

/** The most values that one argument may name; of a profile, no more are looked at: each address costs a request. */
const MAX_VALUES = 100;

/** What a person is looked for by: each in canonical form, and once. */
export interface PersonSignals {
  readonly emails: readonly string[];
  readonly links: readonly LinkSignal[];
  /** Findem's id of the profile, which may have been exported from here. */
  readonly profileId?: string;
}

/** One of them. */
export interface PersonSignal {
  readonly kind: AtsMatchSignal;
  readonly text: string;
}

/** All that a person is looked for by. */
export function signalsIn({ emails, links, profileId }: PersonSignals): readonly PersonSignal[] {
  return [
    ...emails.map((text) => ({ kind: "EMAIL", text }) as const),
    ...links.map(({ signal, url }) => ({ kind: signal, text: url })),
    ...(profileId === undefined ? [] : [{ kind: "EXPORTED", text: profileId } as const]),
  ];
}

/** A profile elsewhere. */
export interface LinkSignal {
  readonly signal: Exclude<AtsMatchSignal, "EMAIL" | "EXPORTED">;
  readonly url: string;
}

/** How a link of each kind is brought into canonical form. */
export const CANONICAL_LINKS: Readonly<Record<LinkSignal["signal"], (link: string) => string | null>> = {
  LINKEDIN: canonicalLinkedinUrl,
  GITHUB: canonicalGithubUrl,
  FINDEM_PROFILE: canonicalFindemProfileUrl,
};

/** What a profile tells; what is malformed there tells nothing. */
export function signalsOfProfile({ id, emails, linkedinUrl, githubUrl, findemProfileUrl }: Profile): PersonSignals {
  const link = (signal: LinkSignal["signal"], given: string | null | undefined): readonly LinkSignal[] => {
    const url = given == null ? null : CANONICAL_LINKS[signal](given);
    return url === null ? [] : [{ signal, url }];
  };
  const canonical = (emails ?? []).map(canonicalEmail).filter((email) => email !== null);
  return {
    emails: [...new Set(canonical)].slice(0, MAX_VALUES),
    links: [
      ...link("LINKEDIN", linkedinUrl),
      ...link("GITHUB", githubUrl),
      ...link("FINDEM_PROFILE", findemProfileUrl),
    ],
    profileId: id,
  };
}

/**
 * What the arguments of a query tell.
 * @throws GraphQLError BAD_USER_INPUT naming the value that is malformed, or the argument that holds too many
 */
export function signalsOfArguments(given: MatchArguments): PersonSignals {
  const links = (
    signal: LinkSignal["signal"],
    argument: "findemProfileUrls" | "githubUrls" | "linkedinUrls",
    mend: string,
  ): readonly LinkSignal[] =>
    canonicalValues(given[argument], argument, CANONICAL_LINKS[signal], mend).map((url) => ({ signal, url }));
  return {
    emails: canonicalValues(given.emails, "emails", canonicalEmail, "not an address"),
    links: [
      ...links("LINKEDIN", "linkedinUrls", "not a link to a LinkedIn profile"),
      ...links("GITHUB", "githubUrls", "not a link to a GitHub profile"),
      ...links("FINDEM_PROFILE", "findemProfileUrls", "not a link to a profile in Findem"),
    ],
  };
}

function canonicalValues(
  values: readonly string[] | null | undefined,
  argument: string,
  canonical: (value: string) => string | null,
  mend: string,
): readonly string[] {
  if (!values) return [];
  if (values.length > MAX_VALUES) throw badUserInput(argument, `give at most ${MAX_VALUES}`);
  const found = values.map((value, place) => {
    const form = canonical(value);
    if (form === null) throw badUserInput(`${argument}.${place}`, mend);
    return form;
  });
  return [...new Set(found)];
}
