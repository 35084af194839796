import type { Role } from "./caller.js";

/** What each role brings along. */
const INCLUDED: Readonly<Record<Role, readonly Role[]>> = {
  viewer: ["viewer"],
  recruiter: ["viewer", "recruiter"],
  admin: ["viewer", "recruiter", "admin"],
  confidential: ["confidential"],
  eeo: ["eeo"],
};

/** Every role there is. */
export const EVERY_ROLE = Object.keys(INCLUDED) as readonly Role[];

/**
 * The roles that names stand for, with all that they include. Unknown names are passed over: whoever gives them out may
 * have roles of its own. Every caller is at least a viewer.
 */
export function rolesOf(names: readonly string[]): ReadonlySet<Role> {
  return new Set<Role>(["viewer", ...names.filter(isRole).flatMap((role) => INCLUDED[role])]);
}

/** The names in a text, with commas or space between. */
export function roleNamesIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((name) => name !== "");
}

function isRole(name: string): name is Role {
  return Object.hasOwn(INCLUDED, name);
}
