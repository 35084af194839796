/**
 * Whether a JSON value tells one of these ids: as a text, or as a part of one of the graph's own ids
 * (`<connection>.<opportunity>.<note>`).
 */
export function mentions(value: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof value === "string") return value.split(".").some((part) => ids.has(part));
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, inner]) => ids.has(name) || mentions(inner, ids));
}
