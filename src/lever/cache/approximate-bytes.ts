/** Beyond so many members the rest is taken to be like what was seen. */
const MAX_MEMBERS = 5_000;

/** About how many bytes a value takes as JSON, without making the JSON. */
export function approximateBytes(value: unknown): number {
  const pending: unknown[] = [value];
  let bytes = 0;
  for (let seen = 0; pending.length > 0; seen++) {
    if (seen >= MAX_MEMBERS) return bytes + Math.ceil((bytes / seen) * pending.length);
    const member = pending.pop();
    bytes += ownBytes(member);
    if (typeof member === "object" && member !== null) {
      for (const inner of Object.values(member)) pending.push(inner);
    }
  }
  return bytes;
}

function ownBytes(value: unknown): number {
  if (typeof value === "string") return value.length + 3;
  if (typeof value !== "object" || value === null) return 8;
  return Array.isArray(value) ? 2 : Object.keys(value).reduce((sum, name) => sum + name.length + 4, 2);
}
