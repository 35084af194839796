/** A table for a terminal; the first row is its head. */
export function terminalTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [place, text] of row.entries()) widths[place] = Math.max(widths[place] ?? 0, text.length);
  }
  const line = (row: readonly string[]): string =>
    row
      .map((text, place) => text.padEnd(widths[place] ?? 0))
      .join("  ")
      .trimEnd();
  const [head = [], ...body] = rows;
  return [line(head), line(head.map((_, place) => "-".repeat(widths[place] ?? 0))), ...body.map(line)].join("\n");
}
