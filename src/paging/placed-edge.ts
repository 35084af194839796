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

/** Edges of one list by their rows' places. */
interface EdgesOfList {
  readonly list: string;
  readonly edges: unknown[];
}

/** Of the list that a page was last shown in: it is hardly ever shown in two. */
const shownBefore = new WeakMap<readonly unknown[], EdgesOfList>();

/**
 * The edges of a page of Lever's that were shown before in that list, by their rows' places; whoever shows another puts
 * it in. A page that is kept is the same array each time that it is read: its cursors need not be signed again.
 */
export function edgesShown<Node>(rows: readonly Node[], list: string): (PlacedEdge<Node> | undefined)[] {
  let shown = shownBefore.get(rows);
  if (shown?.list !== list) {
    shown = { list, edges: [] };
    shownBefore.set(rows, shown);
  }
  return shown.edges as (PlacedEdge<Node> | undefined)[];
}
