import type { StageMappingDocument } from "../store/store.js";

/** Something of Lever's with its name there. */
interface Named {
  readonly externalId: string;
  readonly name: string;
}

type Names = StageMappingDocument["stageNames"];

/** The name of each id: Lever's where it is listed, else as it was last seen; an id that never was has none. */
export function namesOf(ids: readonly string[], listed: readonly Named[], lastSeen: Names): Names {
  const current = new Map(listed.map(({ externalId, name }) => [externalId, name]));
  return Object.fromEntries(
    ids.flatMap((id) => {
      const name = current.get(id) ?? (Object.hasOwn(lastSeen, id) ? lastSeen[id] : undefined);
      return name === undefined ? [] : [[id, name] as const];
    }),
  );
}

/** Whether two sets of names say the same. */
export function sameNames(one: Names, other: Names): boolean {
  const ids = Object.keys(one);
  return ids.length === Object.keys(other).length && ids.every((id) => one[id] === other[id]);
}
