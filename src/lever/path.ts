import type { PathParameters } from "./client.js";

/** Every id of Lever's seen so far: UUIDs and words such as "lead-new". Lever docs, "Stages". */
const LEVER_ID = /^[A-Za-z0-9_-]{1,100}$/;

/** A text that can't be an id of Lever's was given for one: nothing was sent. */
export class InvalidLeverId extends TypeError {
  override readonly name = "InvalidLeverId";

  /** `parameter`: the name in the path's template. The text itself is left out: it may hold anything. */
  constructor(readonly parameter: string) {
    super(`Not an id of Lever's: the path parameter '${parameter}'`);
  }
}

/** Whether a text may be an id of Lever's. */
export function isLeverId(text: string): boolean {
  return LEVER_ID.test(text);
}

/**
 * The path of a template such as "/opportunities/:opportunity/notes".
 *
 * An id that comes from outside must never reach another endpoint ("../users?x="): what isn't plainly an id is refused,
 * and what is gets percent-encoded all the same.
 * @throws InvalidLeverId
 */
export function pathOf(template: string, parameters: PathParameters): string {
  return template.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => {
    const id = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (id === undefined || !isLeverId(id)) throw new InvalidLeverId(name);
    return encodeURIComponent(id);
  });
}
