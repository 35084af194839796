import type { Edge } from "./connection-types.js";
import type { ListPosition } from "./cursor.js";
import type { PageRequest } from "./page-request.js";

/** An edge that makes its cursor when it is asked for one: that takes a signature, and many only read the nodes. */
export class PlacedEdge<Node> implements Edge<Node> {
  constructor(
    readonly node: Node,
    private readonly position: ListPosition,
    private readonly request: Pick<PageRequest, "cursorOf">,
  ) {}

  get cursor(): string {
    return this.request.cursorOf(this.position);
  }
}
