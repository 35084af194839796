import type { Edge } from "./connection-types.js";
import type { ListPosition } from "./cursor.js";
import type { PageRequest } from "./page-request.js";

/** An edge that makes its cursor when it is first asked for one: that takes a signature, and many only read the nodes. */
export class PlacedEdge<Node> implements Edge<Node> {
  #cursor: string | null = null;

  constructor(
    readonly node: Node,
    private readonly position: ListPosition,
    private readonly request: Pick<PageRequest, "cursorOf">,
  ) {}

  get cursor(): string {
    this.#cursor ??= this.request.cursorOf(this.position);
    return this.#cursor;
  }
}

/** The edges of a page of Lever's in one list, by their rows' places: each is made when it is first shown. */
export class ShownEdges<Node> {
  readonly #made: PlacedEdge<Node>[] = [];

  constructor(private readonly request: Pick<PageRequest, "cursorOf" | "list">) {}

  get list(): string {
    return this.request.list;
  }

  at(place: number, node: Node, position: ListPosition): PlacedEdge<Node> {
    this.#made[place] ??= new PlacedEdge(node, position, this.request);
    return this.#made[place];
  }
}

/** Of the list that a page was last shown in: it is hardly ever shown in two. */
const shownBefore = new WeakMap<readonly unknown[], ShownEdges<unknown>>();

/**
 * The edges of a page, those that were shown before in the same list among them. A page that is kept is the same array
 * each time that it is read: its cursors need not be signed again.
 */
export function shownEdges<Node>(
  rows: readonly Node[],
  request: Pick<PageRequest, "cursorOf" | "list">,
): ShownEdges<Node> {
  const known = shownBefore.get(rows);
  if (known?.list === request.list) return known as ShownEdges<Node>;
  const shown = new ShownEdges<Node>(request);
  shownBefore.set(rows, shown);
  return shown;
}
