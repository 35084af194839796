import type { GraphQLError } from "graphql";
import type { Path } from "./operation.js";

/** Errors of a run: what fails below a place that is null already changes nothing any more, and is left out. */
export class CollectedErrors {
  readonly all: GraphQLError[] = [];
  readonly #places = new Set<Path | undefined>();

  /** `path`: the place that the error makes null; undefined: the whole answer. */
  add(error: GraphQLError, path: Path | undefined): void {
    if (this.#isNull(path)) return;
    this.#places.add(path);
    this.all.push(error);
  }

  #isNull(path: Path | undefined): boolean {
    for (let place = path; place !== undefined; place = place.prev) if (this.#places.has(place)) return true;
    return this.#places.has(undefined);
  }
}
