import type { SealedBox, SealedValue, SealedValues } from "../store/store.js";
import { bindingOf, SEALED_KINDS, type SealedKind } from "../vault/bindings.js";
import { SecretUnreadable, type Vault } from "../vault/vault.js";

/** What sealing anew works with. */
export interface SealAnewParts {
  readonly values: SealedValues;
  readonly vault: Vault;
}

/** What became of the values of one kind. */
export interface KindTally {
  readonly kind: SealedKind;
  /** Opened, and sealed under the first key of the ring. */
  readonly sealedAnew: number;
  /** Were sealed under it before. */
  readonly inOrder: number;
  /** Can't be opened with the ring, and were left as they are. */
  readonly unreadable: readonly UnreadableValue[];
  /** Still under another key after all passes: a process that has another first key goes on writing. */
  readonly left: number;
}

/** A value that stays as it is. */
export interface UnreadableValue {
  /** Names the row. */
  readonly key: SealedValue["key"];
  /** Names the missing key, or says that the value is damaged; never what it holds. */
  readonly reason: string;
}

/** What a pass does not reach was written while it went on; who still has the old ring writes again and again. */
const MAX_PASSES = 3;

/** Replaced at the same time: a database elsewhere takes a while for each. */
const AT_ONCE = 8;

/**
 * Seals everything that the database keeps sealed under the first key of the ring, portion by portion, while the
 * service goes on: what is written meanwhile is never replaced by what was there before. Done again, it only looks;
 * broken off, it goes on where it was.
 * @throws StoreUnavailable
 */
export async function sealAnew(parts: SealAnewParts): Promise<readonly KindTally[]> {
  const tallies: KindTally[] = [];
  for (const kind of SEALED_KINDS) tallies.push(await sealKindAnew(parts, kind));
  return tallies;
}

/** Passes go on until one has found nothing to do: only then is nothing left. */
async function sealKindAnew(parts: SealAnewParts, kind: SealedKind): Promise<KindTally> {
  const first = await pass(parts, kind);
  let latest = first;
  let sealedAnew = first.sealedAnew;
  for (let passes = 1; hasChanged(latest) && passes < MAX_PASSES; passes++) {
    latest = await pass(parts, kind);
    sealedAnew += latest.sealedAnew;
  }
  const left = hasChanged(latest) ? latest.sealedAnew + latest.overtaken : 0;
  return { kind, sealedAnew, inOrder: first.inOrder, unreadable: latest.unreadable, left };
}

interface PassTally {
  inOrder: number;
  sealedAnew: number;
  /** Were replaced or removed by somebody else meanwhile. */
  overtaken: number;
  readonly unreadable: UnreadableValue[];
}

function hasChanged({ sealedAnew, overtaken }: PassTally): boolean {
  return sealedAnew + overtaken > 0;
}

async function pass({ values, vault }: SealAnewParts, kind: SealedKind): Promise<PassTally> {
  const tally: PassTally = { inOrder: 0, sealedAnew: 0, overtaken: 0, unreadable: [] };
  const beginning = kind === "uploadChunk" ? vault.boxes.bytes : vault.boxes.text;
  let after: SealedValue["key"] | null = null;
  for (;;) {
    const portion: readonly SealedValue[] = await values.portion(kind, beginning, after);
    const last = portion.at(-1);
    if (!last) return tally;
    after = last.key;
    for (let start = 0; start < portion.length; start += AT_ONCE) {
      const some = portion.slice(start, start + AT_ONCE);
      await Promise.all(some.map((value) => sealOneAnew({ values, vault }, kind, value, tally)));
    }
  }
}

async function sealOneAnew(
  { values, vault }: SealAnewParts,
  kind: SealedKind,
  { key, place, sealed }: SealedValue,
  tally: PassTally,
): Promise<void> {
  if (sealed === null) {
    tally.inOrder++;
    return;
  }
  let fresh: SealedBox;
  try {
    fresh = resealed(vault, sealed, bindingOf(kind, ...place));
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    tally.unreadable.push({ key, reason: error.message });
    return;
  }
  if (await values.replace(kind, key, sealed, fresh)) tally.sealedAnew++;
  else tally.overtaken++;
}

function resealed(vault: Vault, sealed: SealedBox, binding: readonly string[]): SealedBox {
  if (typeof sealed === "string") return vault.seal(vault.open(sealed, binding), binding);
  return vault.sealBytes(vault.openBytes(sealed, binding), binding);
}
