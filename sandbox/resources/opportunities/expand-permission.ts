import { permissionsFor } from "../../routing/route.js";
import { forbidden } from "../../routing/refusal.js";
import type { IncomingCall } from "../../routing/route.js";

/**
 * What `expand` may need of a key. Not documented; here the strict reading: applications need one of their own two
 * permissions, and the contact needs its own, so that a client has to cope with the refusal.
 */
export function demandExpandable(expand: readonly string[] | undefined, call: IncomingCall): void {
  const twin = call.path.startsWith("/candidates") ? "/candidates/:candidate" : "/opportunities/:opportunity";
  if (expand?.includes("applications") === true) {
    demandOneOf(call, `${twin}/applications`, `${twin}/applications/:application`);
  }
  if (expand?.includes("contact") === true) demandOneOf(call, "/contacts/:contact");
}

function demandOneOf({ key }: IncomingCall, ...templates: readonly string[]): void {
  const permissions = templates.flatMap((template) => permissionsFor("GET", template));
  if (!permissions.some((name) => key.permissions.includes(name))) {
    throw forbidden(`The API key is not permitted to: ${permissions.join(" / ")}`);
  }
}
