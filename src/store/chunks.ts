/** Rows a statement: far below what either database takes, and short enough not to hold up anybody else. */
export const ROWS_A_STATEMENT = 500;

/** The list in parts of at most `size`, in order. */
export function chunksOf<Item>(items: readonly Item[], size: number = ROWS_A_STATEMENT): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
