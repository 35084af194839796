/** How many values one request may carry at most. Lever docs name no limit; a page holds 100 rows. */
export const MAX_VALUES_PER_REQUEST = 100;

/** Lever docs name no longest URL; 8 KB is what servers commonly take. A margin is left for base URL and expands. */
export const MAX_VALUE_BYTES_PER_REQUEST = 7_000;

/**
 * Splits values that are to be repeated as `parameter` into as few requests as the limits allow: without doubles and
 * sorted, so that the same set makes the same URL.
 */
export function chunkValues(
  parameter: string,
  values: readonly string[],
  maxValues = MAX_VALUES_PER_REQUEST,
): readonly (readonly string[])[] {
  const chunks: string[][] = [];
  let bytes = Infinity;
  for (const value of [...new Set(values)].sort()) {
    const valueBytes = parameter.length + 2 + encodeURIComponent(value).length;
    const last = chunks.at(-1);
    if (!last || last.length >= maxValues || bytes + valueBytes > MAX_VALUE_BYTES_PER_REQUEST) {
      chunks.push([value]);
      bytes = valueBytes;
    } else {
      last.push(value);
      bytes += valueBytes;
    }
  }
  return chunks;
}
