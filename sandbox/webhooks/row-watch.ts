/** What became of rows since they were last looked at. `before`: what was seen then. */
export interface RowChanges<Row, Seen> {
  readonly added: readonly Row[];
  readonly changed: readonly { readonly row: Row; readonly before: Seen }[];
  readonly removed: readonly { readonly id: string; readonly before: Seen }[];
}

/** What of a row is watched. Both are called for thousands of rows around every write. */
export interface Watched<Row, Seen> {
  /** A copy, as rows may be changed in place. */
  readonly see: (row: Row) => Seen;
  readonly isSame: (row: Row, seen: Seen) => boolean;
}

/** Finds out by comparison what changes in a map of rows, whoever changes them and however. */
export class RowWatch<Row, Seen> {
  readonly #seen = new Map<string, Seen>();

  /** What is there now is not new. */
  constructor(
    private readonly rows: ReadonlyMap<string, Row>,
    private readonly watched: Watched<Row, Seen>,
  ) {
    for (const [id, row] of rows) this.#seen.set(id, watched.see(row));
  }

  /** What has changed since the last time. */
  look(): RowChanges<Row, Seen> {
    const added: Row[] = [];
    const changed: { row: Row; before: Seen }[] = [];
    const { isSame, see } = this.watched;
    for (const [id, row] of this.rows) {
      const before = this.#seen.get(id);
      if (before === undefined) added.push(row);
      else if (isSame(row, before)) continue;
      else changed.push({ row, before });
      this.#seen.set(id, see(row));
    }
    return { added, changed, removed: this.#removed() };
  }

  #removed() {
    const removed: { id: string; before: Seen }[] = [];
    if (this.#seen.size === this.rows.size) return removed;
    for (const [id, before] of this.#seen) {
      if (this.rows.has(id)) continue;
      removed.push({ id, before });
      this.#seen.delete(id);
    }
    return removed;
  }
}

type Members = Readonly<Record<string, unknown>>;

/**
 * A copy of a value as JSON has them. Not `structuredClone`: that copies the texts, too, which then have to be compared
 * letter by letter.
 */
export function copyOf<Value>(value: Value): Value {
  if (!isObject(value)) return value;
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyOf(member)])) as Value;
}

/** Whether two values as JSON has them say the same. */
export function isAlike(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return isListAlike(a, b);
  return hasMembersLike(a, b) && hasMembersLike(b, a);
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null;
}

function isListAlike(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!isAlike(a[index], b[index])) return false;
  return true;
}

function hasMembersLike(a: Members, b: Members): boolean {
  for (const name in a) if (!isAlike(a[name], b[name])) return false;
  return true;
}
