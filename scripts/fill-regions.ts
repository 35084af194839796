/** Makes the text of one generated region. */
export type Region = () => string;

const REGION = /(<!-- generated:([a-z-]+) -->\n)[\s\S]*?(<!-- \/generated -->)/g;

/**
 * Replaces what stands between `<!-- generated:NAME -->` and `<!-- /generated -->`, everywhere in a text.
 * @throws Error naming a region that nobody makes
 */
export function fillRegions(text: string, regions: Readonly<Record<string, Region>>): string {
  return text.replace(REGION, (_, opening: string, name: string, closing: string) => {
    const region = regions[name];
    if (!region) throw new Error(`Nobody makes the region "${name}": there are ${Object.keys(regions).join(", ")}`);
    return `${opening}\n${region()}\n\n${closing}`;
  });
}

/** A table in Markdown; the first row is its head. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}
