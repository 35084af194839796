/**
 * Labels go to whoever reads metrics, and each value is kept for ever: what may hold an id or an address, or be made up
 * by a caller, becomes one word.
 */
const OTHER = "other";

const CODE = /^[A-Z][A-Z_]{0,49}$/;
const TEMPLATE = /^(\/(:[A-Za-z]+|[a-z_]+))+$/;
const METHODS: ReadonlySet<string> = new Set(["GET", "POST", "PUT", "DELETE"]);

/** The code of an outcome. */
export function codeLabel(code: string): string {
  return CODE.test(code) ? code : OTHER;
}

/** The template of a path, with named parameters in the place of ids. */
export function pathLabel(path: string): string {
  return TEMPLATE.test(path) ? path : OTHER;
}

/** One of the methods that Lever is asked with. */
export function methodLabel(method: string): string {
  return METHODS.has(method) ? method : OTHER;
}

/** A status of HTTP; "none" where no answer came. */
export function statusLabel(status: number): string {
  return status === 0 ? "none" : String(status);
}
