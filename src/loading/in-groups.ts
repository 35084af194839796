import { toError } from "./each.js";

interface Group<Item> {
  readonly items: Item[];
  readonly places: number[];
}

/**
 * Reads items in groups, and answers in their order; null where `read` answers with fewer. An Error in the place of an
 * item stays there. A group that can't be read fails each of its items, and none of the others.
 */
export async function inGroups<Item, Value>(
  items: readonly (Item | Error)[],
  groupOf: (item: Item) => string,
  read: (group: string, items: readonly Item[]) => Promise<readonly (Value | Error | null)[]>,
): Promise<readonly (Value | Error | null)[]> {
  const found: (Value | Error | null)[] = items.map((item) => (item instanceof Error ? item : null));
  await Promise.all(
    [...grouped(items, groupOf)].map(async ([name, group]) => {
      const values = await settled(group.items, () => read(name, group.items));
      for (const [index, place] of group.places.entries()) found[place] = values[index] ?? null;
    }),
  );
  return found;
}

function grouped<Item>(
  items: readonly (Item | Error)[],
  groupOf: (item: Item) => string,
): ReadonlyMap<string, Group<Item>> {
  const groups = new Map<string, Group<Item>>();
  for (const [place, item] of items.entries()) {
    if (item instanceof Error) continue;
    const name = groupOf(item);
    const group = groups.get(name) ?? { items: [], places: [] };
    group.items.push(item);
    group.places.push(place);
    groups.set(name, group);
  }
  return groups;
}

async function settled<Value>(
  items: readonly unknown[],
  read: () => Promise<readonly (Value | Error | null)[]>,
): Promise<readonly (Value | Error | null)[]> {
  try {
    return await read();
  } catch (thrown) {
    const error = toError(thrown);
    return items.map(() => error);
  }
}
