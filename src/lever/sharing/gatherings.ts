import type { Clock } from "../../time/clock.js";
import type { ListedValues } from "../client.js";

/** How long to wait for others, milliseconds: a moment, beside the time that Lever takes for any request. */
const WINDOW_MS = 2;

/** What goes into one request. */
export interface Room {
  /** Whether so many values do. */
  readonly fits: (values: readonly string[]) => boolean;
  /** Whether Lever is not known to refuse that all of it is expanded. */
  readonly mayExpand: (expand: readonly string[]) => boolean;
}

/** A gathering that others may still come to. */
interface Gathering {
  readonly values: Set<string>;
  readonly expand: Set<string>;
  readonly closing: Promise<void>;
}

/**
 * Brings together those who are about to ask the same list for different values: parts of one operation, and operations
 * that come within a moment of each other, as a gateway sends them for one query of a client's.
 *
 * All are told the same values, no more: each then asks for all of them by themselves, which makes their questions the
 * same question, and so one flight ({@link Flights}). So nobody depends on anybody else: whoever leaves or is out of time
 * takes nothing from the others, and what may not be shared is not.
 */
export class Gatherings {
  readonly #open = new Map<string, Gathering>();

  constructor(private readonly clock: Pick<Clock, "sleep">) {}

  /**
   * Answers with what all who came under that key within the moment want, each in one order. Who finds no room begins
   * anew.
   */
  async join(key: string, own: ListedValues, room: Room): Promise<ListedValues> {
    const known = this.#open.get(key);
    const gathering = known && hasRoom(known, own, room) ? known : this.#begin(key);
    for (const value of own.values) gathering.values.add(value);
    for (const name of own.expand) gathering.expand.add(name);
    await gathering.closing;
    return { values: [...gathering.values].sort(), expand: [...gathering.expand].sort() };
  }

  #begin(key: string): Gathering {
    const close = (): void => {
      if (this.#open.get(key) === gathering) this.#open.delete(key);
    };
    const closing = this.clock.sleep(WINDOW_MS).then(close);
    const gathering: Gathering = { values: new Set(), expand: new Set(), closing };
    this.#open.set(key, gathering);
    return gathering;
  }
}

/** What nobody may have expanded spoils nothing where all want the same. */
function hasRoom({ values, expand }: Gathering, own: ListedValues, { fits, mayExpand }: Room): boolean {
  const all = new Set([...expand, ...own.expand]);
  const isSame = all.size === expand.size && all.size === own.expand.length;
  return fits([...values, ...own.values]) && (isSame || mayExpand([...all]));
}
