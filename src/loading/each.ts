/**
 * Answers every key by itself: one value or Error for each, so that one failure fails one key.
 */
export function each<Key, Value>(
  keys: readonly Key[],
  read: (key: Key) => Promise<Value>,
): Promise<readonly (Value | Error)[]> {
  return Promise.all(keys.map((key) => read(key).catch(toError)));
}

/** Maps every row by itself: an Error in the place of one that can't be mapped. */
export function mapEach<Row, Value>(
  rows: readonly Row[],
  map: (row: Row, place: number) => Value,
): readonly (Value | Error)[] {
  return rows.map((row, place) => {
    try {
      return map(row, place);
    } catch (error) {
      return toError(error);
    }
  });
}

/** What was thrown, as an Error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error("Something that is no Error was thrown", { cause: thrown });
}
