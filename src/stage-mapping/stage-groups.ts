/** A stage of Lever's, as far as it matters here. */
export interface NamedStage {
  readonly id: string;
  readonly name: string;
}

/** What the Findem stage is called that takes new applicants: its stages are inbound. */
export const NEW_APPLICANTS = "New applicants";

const LEADS = "Leads";
const SCREENING = "Screening";
const INTERVIEWS = "Interviews";
const CHECKS = "Checks";
const OFFER = "Offer";
const HIRED = "Hired";

/** Stages that every Lever account has, whatever it calls them. Lever docs, "Stages"; seen in answers of real accounts. */
const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ["lead-new", LEADS],
  ["lead-reached-out", LEADS],
  ["lead-responded", LEADS],
  ["applicant-new", NEW_APPLICANTS],
  ["offer", OFFER],
]);

/** What names tell; the first that fits. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/\bhired\b|\bonboarding\b|\bpre-?boarding\b/, HIRED],
  [/\boffer/, OFFER],
  [/\breference|\bbackground\b/, CHECKS],
  [
    /\bnew applica|\b(?:applicant|application|resume|cv) review\b|^appli(?:ed|cants?|cations?)$|\binbound\b/,
    NEW_APPLICANTS,
  ],
  [/\bscreen|\b(?:recruiter|intro|introductory|phone) (?:call|chat)\b|\bqualif/, SCREENING],
  [
    /\binterview|\bon-?site\b|\bpanel\b|\bfinal round\b|\bassess|\bassignment\b|\btake-?home\b|\bcase study\b/,
    INTERVIEWS,
  ],
  [/\b(?:technical|coding)\b|\bchallenge\b|\bhiring manager\b/, INTERVIEWS],
  [/^(?:new )?leads?\b|\bsourc|\bprospect|\breach(?:ed)? ?out\b|\bcontacted\b|\brespond|\boutreach\b/, LEADS],
];

/**
 * The group of every stage, by what Lever's stages are usually called; null where nothing tells. A stage between two
 * of one group is of that group as well, whatever its name.
 */
export function groupsOf(stages: readonly NamedStage[]): readonly (string | null)[] {
  const told = stages.map(groupOf);
  return told.map((group, place) => {
    if (group !== null) return group;
    const before = told.slice(0, place).findLast((other) => other !== null) ?? null;
    const behind = told.slice(place).find((other) => other !== null) ?? null;
    return before === behind ? before : null;
  });
}

function groupOf({ id, name }: NamedStage): string | null {
  const builtIn = BUILT_IN.get(id);
  if (builtIn !== undefined) return builtIn;
  const text = name.trim().toLowerCase();
  return BY_NAME.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
