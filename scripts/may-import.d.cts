/** What each folder of src may import, beside itself. */
export declare const MAY_IMPORT: Readonly<Record<string, readonly string[]>>;

/** The folder that may import everything, and that only the programs, tests, bench and demo import. */
export declare const COMPOSITION_ROOT: string;

/** The files of src itself, which are started and imported by nobody. */
export declare const PROGRAMS: readonly string[];
