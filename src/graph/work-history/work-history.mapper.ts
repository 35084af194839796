import { filledTextOf, listOf, numberOf, objectOf } from "../../lever/reading.js";
import type { AtsEducation } from "./education.js";
import type { AtsWorkExperience } from "./work-experience.js";
import type { AtsYearMonth } from "./year-month.js";

/** What a resume tells of somebody, in Lever's order; both empty where Lever could not read it. */
export interface WorkHistory {
  readonly positions: readonly AtsWorkExperience[];
  readonly schools: readonly AtsEducation[];
}

/** The border for `parsedData`. Lever docs, "Resumes > Resume attributes". An entry that says nothing is left out. */
export function toWorkHistory(parsedData: unknown): WorkHistory {
  const parsed = objectOf(parsedData);
  return {
    positions: entriesOf(parsed?.["positions"], toPosition),
    schools: entriesOf(parsed?.["schools"], toSchool),
  };
}

function toPosition(wire: Readonly<Record<string, unknown>>): AtsWorkExperience {
  return {
    company: filledTextOf(wire["org"]),
    title: filledTextOf(wire["title"]),
    summary: filledTextOf(wire["summary"]),
    location: filledTextOf(wire["location"]),
    start: toYearMonth(wire["start"]),
    end: toYearMonth(wire["end"]),
  };
}

function toSchool(wire: Readonly<Record<string, unknown>>): AtsEducation {
  return {
    school: filledTextOf(wire["org"]),
    degree: filledTextOf(wire["degree"]),
    field: filledTextOf(wire["field"]),
    summary: filledTextOf(wire["summary"]),
    start: toYearMonth(wire["start"]),
    end: toYearMonth(wire["end"]),
  };
}

function toYearMonth(value: unknown): AtsYearMonth | null {
  const wire = objectOf(value);
  const year = wholeNumberOf(wire?.["year"], 1, 9_999);
  return year === null ? null : { year, month: wholeNumberOf(wire?.["month"], 1, 12) };
}

function wholeNumberOf(value: unknown, least: number, greatest: number): number | null {
  const number = numberOf(value);
  return number !== null && Number.isInteger(number) && number >= least && number <= greatest ? number : null;
}

function entriesOf<Entry extends object>(
  value: unknown,
  toEntry: (wire: Readonly<Record<string, unknown>>) => Entry,
): readonly Entry[] {
  return listOf(value).flatMap((member) => {
    const wire = objectOf(member);
    const entry = wire && toEntry(wire);
    return entry && Object.values(entry).some((leaf) => leaf !== null) ? [entry] : [];
  });
}
