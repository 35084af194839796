import type { FieldRecord, ProfileFormRecord, ReferralRecord } from "../../records/form.record.js";
import { answered } from "../form-answers.js";
import { add } from "../seed-context.js";
import { templateId } from "../templates.js";
import { type PartDraw, partId, type PartPlan, timeAt } from "./part-draw.js";

const TEMPLATES = ["Relocation", "Reference check"];
const REFERRERS = ["Ana Kovac", "A friend of Tomas"];

/** Profile forms, the template by turns, and referrals. */
export function seedForms(draw: PartDraw, plan: PartPlan): void {
  for (let number = 0; number < plan.profileForms; number++) {
    const form = profileFormOf(number, draw);
    if (form !== null) add(draw.data.profileForms, form);
  }
  for (let number = 0; number < plan.referrals; number++) add(draw.data.referrals, referralOf(number, draw));
}

function profileFormOf(number: number, draw: PartDraw): ProfileFormRecord | null {
  const { opportunity, random, users, data, now } = draw;
  const template = data.formTemplates.get(templateId(data.company, TEMPLATES[number % TEMPLATES.length] ?? ""));
  if (template === undefined) return null;
  const createdAt = timeAt(draw, random.fraction());
  return {
    ...{ id: partId(draw, "form", number), opportunityId: opportunity.id, type: "form" },
    ...{ text: template.text, instructions: template.instructions, baseTemplateId: template.id },
    fields: answered(template.fields, { random, at: createdAt }),
    user: random.chance(0.8) ? random.pick(users).id : null,
    stage: random.chance(0.9) ? opportunity.stage : null,
    createdAt,
    completedAt: random.chance(0.9) ? createdAt : null,
    deletedAt: random.chance(0.06) ? Math.min(now, createdAt + 60_000) : null,
  };
}

/** The first is a user's, the second one's whose name was typed in: it is nowhere but in the fields. */
function referralOf(number: number, draw: PartDraw): ReferralRecord {
  const { opportunity, random, users, data } = draw;
  const isTyped = number % 2 === 1 || random.chance(0.3);
  const referrer = random.pick(users);
  const createdAt = timeAt(draw, 0) + number;
  return {
    ...{ id: partId(draw, "referral", number), opportunityId: opportunity.id, type: "referral" },
    ...{ text: "Referral", instructions: "", baseTemplateId: templateId(data.company, "Referral") },
    fields: referralFields(isTyped ? random.pick(REFERRERS) : referrer.name, draw),
    referrer: isTyped ? null : referrer.id,
    user: random.chance(0.9) ? random.pick(users).id : null,
    stage: random.chance(0.5) ? opportunity.stage : null,
    createdAt,
    completedAt: random.chance(0.95) ? createdAt : null,
  };
}

/** The answers of a referral; forms of old have no ids. */
export function referralFields(name: string, draw: PartDraw): FieldRecord[] {
  const { random } = draw;
  const isOld = random.chance(0.5);
  const comment = random.pick(["We built drones together.", null]);
  const fields: readonly FieldRecord[] = [
    { type: "text", text: "Name of referrer", description: "", required: true, value: name },
    {
      ...{ type: "dropdown", text: "How do you know them?", description: "", required: false, prompt: "Select one" },
      options: [{ text: "Worked together" }, { text: "Friends" }],
      value: random.pick(["Worked together", "Friends"]),
    },
    { type: "score", text: "How strongly?", description: "", required: false, value: random.integer(1, 4) },
    { type: "textarea", text: "Comments", description: null, required: false, value: comment },
  ];
  return fields.map((field, place) => (isOld ? field : { id: partId(draw, "referral question", place), ...field }));
}
