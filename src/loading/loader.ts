import DataLoader from "dataloader";

/**
 * One way of reading many things at once. The definition is its own key: importing it is all it takes to use it.
 *
 * `Scope` is what a batch may touch; `Key` and `Value` are what goes in and comes out.
 */
export interface LoaderDefinition<Scope, Key, Value> {
  readonly name: string;
  /** Equal texts are equal keys. Without it, keys are compared by identity: for texts. */
  readonly keyOf?: (key: Key) => string;
  /** One value or Error for each key, in the order of the keys, so that one failure is one failure. */
  readonly batch: (scope: Scope, keys: readonly Key[]) => Promise<readonly (Value | Error)[]>;
}

/** Makes the definition of a loader; a slice keeps its own in `<resource>.loader.ts`. */
export function defineLoader<Scope, Key, Value>(
  definition: LoaderDefinition<Scope, Key, Value>,
): LoaderDefinition<Scope, Key, Value> {
  return Object.freeze(definition);
}

/** Reads through the loaders of one scope: each key once, keys of the same moment together. */
export interface Load<Scope> {
  <Key, Value>(definition: LoaderDefinition<Scope, Key, Value>, key: Key): Promise<Value>;
  /**
   * What was loaded or primed before, without the wait for it; undefined where nothing was. A list has a relation in
   * each of its rows, and a promise for each of them costs more than all the rest of the row.
   */
  known<Key, Value>(definition: LoaderDefinition<Scope, Key, Value>, key: Key): Value | undefined;
  /** Puts a value where a later read of that key finds it; what is there already stays. */
  prime<Key, Value>(definition: LoaderDefinition<Scope, Key, Value>, key: Key, value: Value): void;
  /** Reads past what was loaded before, as after a write. */
  fresh<Key, Value>(definition: LoaderDefinition<Scope, Key, Value>, key: Key): Promise<Value>;
}

/** One set of loaders, for one scope of one operation. */
export function createLoad<Scope>(scope: Scope): Load<Scope> {
  // By definition, each of which fixes its own Key and Value.
  const readers = new Map<object, unknown>();

  const readerOf = <Key, Value>(definition: LoaderDefinition<Scope, Key, Value>): Reader<Key, Value> => {
    const known = readers.get(definition);
    if (known) return known as Reader<Key, Value>;
    const reader = createReader(scope, definition);
    readers.set(definition, reader);
    return reader;
  };

  const load = <Key, Value>(definition: LoaderDefinition<Scope, Key, Value>, key: Key): Promise<Value> =>
    readerOf(definition).loader.load(key);

  return Object.assign(load, {
    known: <Key, Value>(definition: LoaderDefinition<Scope, Key, Value>, key: Key): Value | undefined => {
      const { values, textOf } = readerOf(definition);
      return values.get(textOf(key));
    },
    prime: <Key, Value>(definition: LoaderDefinition<Scope, Key, Value>, key: Key, value: Value): void => {
      const { loader, values, textOf } = readerOf(definition);
      loader.prime(key, value);
      if (!values.has(textOf(key))) values.set(textOf(key), value);
    },
    fresh: <Key, Value>(definition: LoaderDefinition<Scope, Key, Value>, key: Key): Promise<Value> => {
      const { loader, values, textOf } = readerOf(definition);
      values.delete(textOf(key));
      return loader.clear(key).load(key);
    },
  });
}

/** A loader, and what it has loaded so far. */
interface Reader<Key, Value> {
  readonly loader: DataLoader<Key, Value, string>;
  readonly values: Map<string, Value>;
  readonly textOf: (key: Key) => string;
}

function createReader<Scope, Key, Value>(
  scope: Scope,
  { name, keyOf, batch }: LoaderDefinition<Scope, Key, Value>,
): Reader<Key, Value> {
  const values = new Map<string, Value>();
  const textOf = (key: Key): string => (keyOf ? keyOf(key) : String(key));
  const read = async (keys: readonly Key[]): Promise<readonly (Value | Error)[]> => {
    const found = await batch(scope, keys);
    for (const [place, key] of keys.entries()) {
      const value = found[place];
      if (value !== undefined && !(value instanceof Error)) values.set(textOf(key), value);
    }
    return found;
  };
  const loader = new DataLoader<Key, Value, string>(read, {
    name,
    maxBatchSize: Infinity,
    // Keys reach a loader over chains of different lengths: wait until this turn of the event loop has no more.
    batchScheduleFn: (dispatch) => setImmediate(dispatch),
    cacheKeyFn: textOf,
  });
  return { loader, values, textOf };
}
