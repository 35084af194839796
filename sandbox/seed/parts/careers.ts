import type { MonthRecord, ParsedResumeRecord, PositionRecord, SchoolRecord } from "../../records/document.record.js";
import type { SeededRandom } from "../random.js";

const COMPANIES = [
  ...["Halcyon Drones", "Brightwater Labs", "Kestrel Automation", "Lumen & Oak", "Meridian Motors"],
  ...["Orbis Logistics", "Copperline Systems", "Self-employed"],
];
const TITLES = [
  "Robotics Engineer",
  "Software Engineer",
  "Controls Engineer",
  "Team Lead",
  "Intern",
  "Product Designer",
];
const SCHOOLS = [
  "Carnegie Mellon University",
  "ETH Zürich",
  "TU München",
  "Stanford University",
  "清华大学",
  "IIT Madras",
];
const DEGREES = ["BSc", "MSc", "PhD", "Diplom", "Bachelor of Engineering", null];
const FIELDS = ["Robotics", "Computer Science", "Mechanical Engineering", null];

/** Priya Raman's, complete. */
export const FEATURED_CAREER: ParsedResumeRecord = {
  positions: [
    {
      ...{ org: "Halcyon Drones", title: "Senior Robotics Engineer", summary: "Leads perception for delivery drones." },
      ...{ location: "San Francisco, CA", start: { year: 2022, month: 3 }, end: null },
    },
    {
      ...{ org: "Brightwater Labs", title: "Robotics Engineer", summary: null, location: "Boston, MA" },
      ...{ start: { year: 2018, month: 9 }, end: { year: 2022 } },
    },
  ],
  schools: [
    {
      ...{ org: "Carnegie Mellon University", degree: "MSc", field: "Robotics", summary: null },
      ...{ start: { year: 2016, month: 8 }, end: { year: 2018, month: 5 } },
    },
    { org: "IIT Madras", degree: "BTech", field: "Mechanical Engineering", start: { year: 2012 }, end: { year: 2016 } },
  ],
};

/** What Lever read: one to three positions, the last first, and none to two schools, with the gaps that it leaves. */
export function careerOf(random: SeededRandom): ParsedResumeRecord {
  let year = random.integer(2022, 2025);
  const positions = Array.from({ length: random.integer(1, 3) }, (_, number) => {
    const end = year;
    year -= random.integer(1, 4);
    return positionOf({ isLast: number === 0, start: year, end }, random);
  });
  const schools = Array.from({ length: random.integer(0, 2) }, () => {
    const end = year;
    year -= random.integer(2, 4);
    return schoolOf(year, end, random);
  });
  return { positions, schools };
}

interface Span {
  readonly isLast: boolean;
  readonly start: number;
  readonly end: number;
}

function positionOf({ isLast, start, end }: Span, random: SeededRandom): PositionRecord {
  const goesOn = isLast && random.chance(0.7);
  return {
    org: random.chance(0.97) ? random.pick(COMPANIES) : null,
    title: random.chance(0.97) ? random.pick(TITLES) : null,
    ...(random.chance(0.8)
      ? { summary: random.pick(["Built grippers.", "Led five people.\nShipped twice.", null]) }
      : {}),
    ...(random.chance(0.8) ? { location: random.pick(["Berlin", "San Francisco, CA", null]) } : {}),
    ...(random.chance(0.97) ? { start: monthOf(start, random) } : {}),
    ...(goesOn ? random.pick([{ end: null }, {}]) : { end: monthOf(end, random) }),
  };
}

function schoolOf(start: number, end: number, random: SeededRandom): SchoolRecord {
  return {
    org: random.pick(SCHOOLS),
    degree: random.pick(DEGREES),
    field: random.pick(FIELDS),
    ...(random.chance(0.7) ? { summary: null } : {}),
    start: random.chance(0.85) ? monthOf(start, random) : null,
    ...(random.chance(0.9) ? { end: monthOf(end, random) } : {}),
  };
}

function monthOf(year: number, random: SeededRandom): MonthRecord {
  return random.weighted<() => MonthRecord>([
    [() => ({ year, month: random.integer(1, 12) }), 75],
    [() => ({ year }), 17],
    [() => ({ year, month: null }), 8],
  ])();
}
