/** What each folder of src may import, beside itself. */
export declare const MAY_IMPORT: Readonly<Record<string, readonly string[]>>;

/** The folder that may import everything, and that only src/main.ts, tests, bench and demo import. */
export declare const COMPOSITION_ROOT: string;
