import type { BenchResults, ContestantResult } from "./results.js";

const WIDTH = 860;
const LEFT = 150;
const RIGHT = 60;
const BAR = { height: 9, gap: 3 };
const GROUP_GAP = 18;
const TOP = 74;
const FONT = 'font-family="system-ui, sans-serif"';

/** Ours first; the others in the order in which they are measured. */
const COLORS = ["#0b7a4b", "#b5423a", "#d08a2f", "#c7b23c", "#7a6bb0", "#4a7fb5"];

/** The scale is logarithmic: from one request to the naive way it is hundreds. */
const MOST = 1_000;

interface Bar {
  readonly name: string;
  /** Null where it can't. */
  readonly requests: number | null;
  readonly color: string;
}

/** Requests of the first time, of each contestant and operation, as a picture in SVG; with a mark at the fewest possible. */
export function countsChart({ counts, rivals }: BenchResults): string {
  if (counts === null) return svg(TOP, []);
  const contestants = [counts.value, ...(rivals?.value ?? [])];
  const groupHeight = contestants.length * (BAR.height + BAR.gap) + GROUP_GAP;
  const groups = counts.value.operations.map(({ name, phases }, place) =>
    group(TOP + place * groupHeight, name, phases?.cold.fewest ?? 0, barsOf(contestants, name)),
  );
  return svg(TOP + groups.length * groupHeight, [legend(contestants), ...groups]);
}

function barsOf(contestants: readonly ContestantResult[], name: string): readonly Bar[] {
  return contestants.map((contestant, place) => {
    const operation = contestant.operations.find((one) => one.name === name);
    return {
      name: contestant.name,
      requests: operation?.phases?.cold.requests ?? null,
      color: COLORS[place % COLORS.length] ?? "#888888",
    };
  });
}

function group(top: number, name: string, fewest: number, bars: readonly Bar[]): string {
  const height = bars.length * (BAR.height + BAR.gap);
  const floorAt = place(fewest);
  return [
    text(LEFT - 10, top + height / 2, name, 'text-anchor="end" font-weight="600"'),
    ...bars.map((bar, index) => drawn(bar, top + index * (BAR.height + BAR.gap))),
    `<line x1="${floorAt}" y1="${top - 3}" x2="${floorAt}" y2="${top + height}" stroke="#222222" stroke-dasharray="2 2"/>`,
  ].join("\n");
}

function drawn({ name, requests, color }: Bar, top: number): string {
  const middle = top + BAR.height - 1;
  if (requests === null) return text(LEFT + 4, middle, "has no answer", `fill="${color}"`);
  const width = Math.max(1, place(requests) - LEFT);
  return [
    `<rect x="${LEFT}" y="${top}" width="${width.toFixed(1)}" height="${BAR.height}" fill="${color}">`,
    `<title>${name}: ${requests}</title></rect>`,
    text(LEFT + width + 4, middle, String(requests), `fill="${color}"`),
  ].join("");
}

/** Of a number of requests, from the left. */
function place(requests: number): number {
  const share = Math.log10(Math.max(1, requests) + 0.15) / Math.log10(MOST);
  return LEFT + share * (WIDTH - LEFT - RIGHT);
}

function legend(contestants: readonly ContestantResult[]): string {
  const step = (WIDTH - 20) / (contestants.length + 1);
  const entries = contestants.map(({ name }, index) => {
    const x = 10 + index * step;
    return `<rect x="${x}" y="40" width="10" height="10" fill="${COLORS[index % COLORS.length] ?? ""}"/>${text(x + 14, 49, name)}`;
  });
  const x = 10 + contestants.length * step;
  const mark = `<line x1="${x + 5}" y1="38" x2="${x + 5}" y2="52" stroke="#222222" stroke-dasharray="2 2"/>`;
  return [...entries, mark, text(x + 14, 49, "fewest possible")].join("\n");
}

function text(x: number, y: number, content: string, more = ""): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${FONT} font-size="10" ${more}>${content}</text>`;
}

function svg(height: number, parts: readonly string[]): string {
  const title = "Requests to Lever for one operation, nothing kept (logarithmic)";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="10" y="22" ${FONT} font-size="14" font-weight="600" fill="#222222">${title}</text>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}
