import type { SealedKind } from "../vault/bindings.js";

/** As the vault has sealed it: text, or bytes. */
export type SealedBox = string | Uint8Array;

/** A sealed value, and where it is kept. */
export interface SealedValue {
  /** Names the row. */
  readonly key: readonly (string | number)[];
  /** What the value is bound to, without its purpose. */
  readonly place: readonly (string | number)[];
  /** Null where it begins as was asked: it is not to be looked at. */
  readonly sealed: SealedBox | null;
}

/** Sealed values of every account, for those who put the vault's keys in order: never on a caller's word. */
export interface SealedValues {
  /**
   * Some of the kind, in the order of their keys: those behind `after`. An empty portion is behind the last one.
   * `beginning`: what those begin with that are in order.
   */
  portion(kind: SealedKind, beginning: SealedBox, after: SealedValue["key"] | null): Promise<readonly SealedValue[]>;
  /** Puts another box in the place of `from`; false, and nothing is changed, where something else is kept there now. */
  replace(kind: SealedKind, key: SealedValue["key"], from: SealedBox, to: SealedBox): Promise<boolean>;
}
