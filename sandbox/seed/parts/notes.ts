import type { NoteRecord } from "../../data.js";
import { add } from "../seed-context.js";
import { type PartDraw, partId, type PartPlan, timeAt } from "./part-draw.js";

const TEXTS = [
  "Strong portfolio, @nora.lind please call.",
  "Asked for two weeks to think about it.",
  "Reached out over LinkedIn; no answer yet.",
  "Salary expectation is above the band.",
  "Referenced their talk at ICRA.\n\nWorth a second look.",
  "Würde gern nach Zürich ziehen.",
  "Prefers <b>remote</b> & mornings.",
];
const COMMENTS = ["Done.", "Agreed.", "I'll take this one.", "Let's wait for the debrief."];

/** Notes from the oldest to the newest: threads, a few secret, the fifth of five deleted. */
export function seedNotes(draw: PartDraw, { notes }: PartPlan): void {
  for (let number = 0; number < notes; number++) add(draw.data.notes, noteOf(number, (number + 1) / (notes + 1), draw));
}

function noteOf(number: number, share: number, draw: PartDraw): NoteRecord {
  const { opportunity, random, now } = draw;
  const createdAt = timeAt(draw, share);
  const comments = random.weighted([[0, 8] as const, [1, 2] as const, [3, 1] as const]);
  const [first, ...others] = Array.from({ length: 1 + comments }, (_, place) => fieldOf(place, createdAt, draw));
  return {
    ...{ id: partId(draw, "note", number), opportunityId: opportunity.id, text: "Note" },
    fields: first === undefined ? [] : [first, ...others],
    user: first?.user ?? null,
    secret: number % 8 === 3,
    createdAt,
    completedAt: random.chance(0.95) ? createdAt : null,
    deletedAt: number % 20 === 4 ? Math.min(now, createdAt + 60_000) : null,
  };
}

/** Notes through the API without perform_as have no author. */
function fieldOf(place: number, createdAt: number, draw: PartDraw): NoteRecord["fields"][number] {
  const { opportunity, random, users, now } = draw;
  return {
    type: "note",
    text: "Comment",
    value: random.pick(place === 0 ? TEXTS : COMMENTS),
    createdAt: Math.min(now, createdAt + place * 3_600_000),
    user: random.chance(0.9) ? random.pick(users).id : null,
    score: random.chance(0.15) ? random.integer(1, 4) : null,
    stage: random.chance(0.9) ? opportunity.stage : null,
  };
}
