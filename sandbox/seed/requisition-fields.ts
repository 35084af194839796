import type { RequisitionFieldRecord } from "../records/requisition.record.js";
import { uuidOf } from "./random.js";
import { add, type SeedContext } from "./seed-context.js";

const option = (text: string) => ({ id: uuidOf(`nimbus requisition option ${text}`), text });

const FIELDS: readonly RequisitionFieldRecord[] = [
  {
    ...{ id: "cost_center", text: "Cost centre", type: "object", isRequired: false },
    subfields: [
      { id: "city", text: "City", type: "text" },
      { id: "campus_code", text: "Campus", type: "number" },
    ],
  },
  { id: "budget_code", text: "Budget code", type: "text", isRequired: true },
  { id: "bonus_percentage", text: "Bonus, %", type: "number", isRequired: false },
  { id: "board_approval_date", text: "Approved by the board on", type: "date", isRequired: false },
  {
    ...{ id: "job_family", text: "Job family", type: "dropdown", isRequired: true },
    options: ["Engineering", "Operations", "Commercial"].map(option),
  },
  {
    ...{ id: "visa_sponsorship", text: "Visa sponsorship", type: "dropdown", isRequired: false },
    options: ["Yes", "No", "Ask Legal"].map(option),
  },
  { id: "interview_plan", text: "Interview plan", type: "text", isRequired: false },
  { id: "seats", text: "Seats at the site", type: "number", isRequired: false },
];

/** The custom fields of requisitions: every type. */
export function seedRequisitionFields({ data }: SeedContext): void {
  add(data.requisitionFields, ...FIELDS.map((field) => ({ ...field })));
}
