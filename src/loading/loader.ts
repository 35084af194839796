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
  /** Puts a value where a later read of that key finds it; what is there already stays. */
  prime<Key, Value>(definition: LoaderDefinition<Scope, Key, Value>, key: Key, value: Value): void;
  /** Reads past what was loaded before, as after a write. */
  fresh<Key, Value>(definition: LoaderDefinition<Scope, Key, Value>, key: Key): Promise<Value>;
}

/** One set of loaders, for one scope of one operation. */
export function createLoad<Scope>(scope: Scope): Load<Scope> {
  // By definition, each of which fixes its own Key and Value.
  const loaders = new Map<object, unknown>();

  const loaderOf = <Key, Value>(definition: LoaderDefinition<Scope, Key, Value>): DataLoader<Key, Value, string> => {
    const known = loaders.get(definition);
    if (known) return known as DataLoader<Key, Value, string>;
    const { keyOf, batch } = definition;
    const loader = new DataLoader<Key, Value, string>(async (keys) => batch(scope, keys), {
      name: definition.name,
      maxBatchSize: Infinity,
      // Keys reach a loader over chains of different lengths: wait until this turn of the event loop has no more.
      batchScheduleFn: (dispatch) => setImmediate(dispatch),
      cacheKeyFn: (key) => (keyOf ? keyOf(key) : String(key)),
    });
    loaders.set(definition, loader);
    return loader;
  };

  const load = <Key, Value>(definition: LoaderDefinition<Scope, Key, Value>, key: Key): Promise<Value> =>
    loaderOf(definition).load(key);

  return Object.assign(load, {
    prime: <Key, Value>(definition: LoaderDefinition<Scope, Key, Value>, key: Key, value: Value): void => {
      loaderOf(definition).prime(key, value);
    },
    fresh: <Key, Value>(definition: LoaderDefinition<Scope, Key, Value>, key: Key): Promise<Value> =>
      loaderOf(definition).clear(key).load(key),
  });
}
