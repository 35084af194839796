import type { DemoOpportunity, DemoProfile } from "./profiles-with-lever.js";

type Row = readonly string[];

const HEADINGS: Row = ["Findem profile", "In Lever", "Posting", "Stage", "Owner", "Applied"];

/** Two spaces between columns. */
const GAP = "  ";

/** What takes two cells of a terminal. */
const WIDE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Profiles with what Lever knows of them, as a table: one line for each candidacy. */
export function printProfiles(profiles: readonly DemoProfile[]): string {
  const rows = profiles.flatMap(rowsOf);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(...[heading, ...rows.map((row) => row[column] ?? "")].map(widthOf)),
  );
  const line = (row: Row): string =>
    row
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell)))
      .join(GAP)
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join(GAP);
  return [line(HEADINGS), rule, ...rows.map(line)].join("\n");
}

/** In cells of a terminal. */
function widthOf(text: string): number {
  return [...text].length + (text.match(WIDE)?.length ?? 0);
}

function rowsOf({ name, atsCandidates }: DemoProfile): Row[] {
  if (atsCandidates.length === 0) return [[name, "nobody", "", "", "", ""]];
  const found = atsCandidates.flatMap(({ matchedBy, candidate }) =>
    candidate.opportunities.map((opportunity, index): Row => {
      const who = index === 0 ? `${candidate.name} (by ${matchedBy.join(", ").toLowerCase()})` : "";
      return [who, ...cellsOf(opportunity)];
    }),
  );
  return found.map((cells, index) => [index === 0 ? name : "", ...cells]);
}

function cellsOf({ stage, owner, application, archive }: DemoOpportunity): Row {
  return [
    application?.posting ? titleOf(application.posting) : "none",
    archive ? `${stage.name}, archived: ${reasonOf(archive)}` : stage.name,
    owner?.name ?? "nobody",
    application ? dayOf(application) : "did not apply",
  ];
}

function dayOf({ createdAt }: NonNullable<DemoOpportunity["application"]>): string {
  return createdAt?.slice(0, "2026-01-31".length) ?? "unknown";
}

function reasonOf({ reason }: NonNullable<DemoOpportunity["archive"]>): string {
  return reason?.name ?? "no reason";
}

function titleOf({ title, location }: { readonly title: string; readonly location: string | null }): string {
  return location === null ? title : `${title}, ${location}`;
}
