import type { DemoOpportunity, DemoProfile } from "./profiles-with-lever.js";

type Row = readonly string[];

const HEADINGS: Row = ["Findem profile", "In Lever", "Posting", "Stage", "Owner", "Applied"];

/** Two spaces between columns. */
const GAP = "  ";

/** Profiles with what Lever knows of them, as a table: one line for each candidacy. */
export function printProfiles(profiles: readonly DemoProfile[]): string {
  const rows = profiles.flatMap(rowsOf);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(...[heading, ...rows.map((row) => row[column] ?? "")].map((cell) => cell.length)),
  );
  const line = (row: Row): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(GAP)
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join(GAP);
  return [line(HEADINGS), rule, ...rows.map(line)].join("\n");
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
  const posting = application?.posting;
  return [
    posting ? [posting.title, posting.location].filter((text) => text !== null).join(", ") : "none",
    archive ? `${stage.name}, archived: ${archive.reason?.name ?? "no reason"}` : stage.name,
    owner?.name ?? "nobody",
    application?.createdAt?.slice(0, "2026-01-31".length) ?? "did not apply",
  ];
}
