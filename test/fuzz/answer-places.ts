import { LEFT_OUT } from "./answer-faults.js";

/** A place in an answer: the names of members on the way, "*" for the rows of a list. */
export type Place = readonly string[];

const EVERY_ROW = "*";

/** Every place of an answer, the whole of it too; the rows of a list are one. */
export function placesOf(answer: unknown): readonly Place[] {
  const places = new Map<string, Place>();
  collect(answer, [], places);
  return [...places.values()];
}

function collect(value: unknown, place: Place, places: Map<string, Place>): void {
  places.set(JSON.stringify(place), place);
  if (Array.isArray(value)) for (const row of value) collect(row, [...place, EVERY_ROW], places);
  else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) collect(inner, [...place, name], places);
  }
}

/**
 * A copy of the answer with something else in a place. `isIn`: which rows of the lists on the way, by their number; the
 * others stay as they are.
 */
export function changedAt(
  answer: unknown,
  place: Place,
  change: (value: unknown) => unknown,
  isIn: (row: number) => boolean,
): unknown {
  const [step, ...rest] = place;
  if (step === undefined) return change(answer);
  if (Array.isArray(answer) && step === EVERY_ROW) {
    return answer
      .map((row, index) => (isIn(index) ? changedAt(row, rest, change, isIn) : (row as unknown)))
      .filter((row) => row !== LEFT_OUT);
  }
  if (typeof answer !== "object" || answer === null || Array.isArray(answer) || !(step in answer)) return answer;
  const changed = changedAt(Reflect.get(answer, step), rest, change, isIn);
  const { [step]: _before, ...others } = answer as Record<string, unknown>;
  return changed === LEFT_OUT ? others : { ...others, [step]: changed };
}
