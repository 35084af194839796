import type { PostingRecord } from "../data.js";
import type { ApplyFormRecord, DisclosureRecord, NamedQuestionRecord } from "../records/apply-form.record.js";
import type { FieldRecord } from "../records/form.record.js";
import { EEO_QUESTIONS } from "./eeo-questions.js";
import { SeededRandom, uuidOf } from "./random.js";
import { add, rowsOf, type SeedContext } from "./seed-context.js";

const US_LOCATIONS = ["San Francisco, CA", "Remote - US"];
const EUROPEAN_LOCATIONS = ["Berlin", "London", "Zürich", "Bergen"];

/** The questions of every posting. */
export function seedApplyForms({ data }: SeedContext): void {
  const random = new SeededRandom(`${data.company} apply forms`);
  add(data.applyForms, ...rowsOf(data.postings).map((posting) => applyFormOf(posting, random)));
}

function applyFormOf({ id, categories: { allLocations } }: PostingRecord, random: SeededRandom): ApplyFormRecord {
  const eeoLocations = allLocations.filter((location) => US_LOCATIONS.includes(location));
  const hasConsent = allLocations.some((location) => EUROPEAN_LOCATIONS.includes(location));
  return {
    id,
    customQuestions: random.chance(0.8) ? customQuestionsOf(id, random) : [],
    ...(eeoLocations.length > 0 ? { eeoQuestions: EEO_QUESTIONS } : {}),
    eeoLocations,
    personalInformation: personalInformation(allLocations),
    urls: random.chance(0.9) ? URLS.map((question) => ({ ...question })) : [],
    ...(hasConsent ? { consentDisclosures: { store: shown(id), marketing: hidden(id) } } : {}),
  };
}

const named = (name: string, text: string, type = "text", required = false): NamedQuestionRecord => ({
  ...{ text, name, type, required },
  value: null,
});

const URLS = [
  named("LinkedIn", "LinkedIn"),
  named("Github", "GitHub URL"),
  named("Other Website", "Other website"),
] as const;

function personalInformation(locations: readonly string[]): NamedQuestionRecord[] {
  const preferred: NamedQuestionRecord = {
    ...named("preferredPostingLocation", "Preferred location", "dropdown", true),
    options: locations.map((text) => ({ text })),
  };
  return [
    named("fullName", "Full name", "text", true),
    named("email", "Email", "text", true),
    named("currentCompany", "Current company"),
    named("currentLocation", "Current location"),
    named("phone", "Phone"),
    named("resume", "Resume", "file-upload", true),
    ...(locations.length > 1 ? [preferred] : []),
    named("additionalInformation", "Additional information", "textarea"),
  ];
}

/** All types that posting forms may have; one question is asked on the internal job site only, one doesn't say. */
function customQuestionsOf(posting: string, random: SeededRandom): ApplyFormRecord["customQuestions"] {
  const question = (number: number, type: string, text: string, more: Partial<FieldRecord> = {}): FieldRecord => ({
    ...{ id: uuidOf(`question ${posting} ${number}`), type, text, description: "", required: false },
    value: null,
    distribution: ["external", "internal"],
    ...more,
  });
  const notice = [{ text: "1 month" }, { text: "3 months" }, { text: "More" }];
  const tools = [{ text: "ROS 2" }, { text: "CAD" }, { text: "PLC, any" }];
  const sets = [
    {
      id: uuidOf(`questions ${posting} 0`),
      text: "A few questions",
      fields: [
        question(0, "dropdown", "Notice period", { required: true, options: notice, prompt: "Select one" }),
        question(1, "multiple-choice", "Have you worked on robots?", { options: [{ text: "Yes" }, { text: "No" }] }),
        question(2, "multiple-select", "Tools", { options: tools, value: [] }),
        question(3, "textarea", "Why us?", { distribution: ["external"] }),
        question(4, "text", "Your manager's name", { distribution: ["internal"] }),
      ],
    },
    {
      id: uuidOf(`questions ${posting} 1`),
      text: "Documents",
      fields: [
        question(5, "file-upload", "Cover letter"),
        withoutDistribution(question(6, "university", "Where did you study?", { prompt: "Select a school" })),
      ],
    },
  ];
  return random.chance(0.6) ? sets : sets.slice(0, 1);
}

function withoutDistribution({ distribution: _, ...field }: FieldRecord): FieldRecord {
  return field;
}

function shown(posting: string): DisclosureRecord {
  const statement = "We keep your data for two years.";
  return {
    ...{ statement, statementHtml: `<p>${statement}</p>`, displayState: "MANDATORY_DISCLOSURE_SHOWN" },
    compliancePolicyId: uuidOf(`store policy ${posting}`),
  };
}

function hidden(posting: string): DisclosureRecord {
  return { displayState: "ASSUMED_DISCLOSURE_HIDDEN", compliancePolicyId: uuidOf(`marketing policy ${posting}`) };
}
