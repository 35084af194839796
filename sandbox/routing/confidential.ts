import type { Confidentiality } from "../data.js";
import { once, oneOf } from "./query-parameter.js";
import { forbidden } from "./refusal.js";
import type { IncomingCall } from "./route.js";

/** Lever docs, "Confidential data": lists hold none unless asked. */
export const CONFIDENTIALITY_PARAMETER = { confidentiality: once(oneOf("confidential", "non-confidential", "all")) };

interface Row {
  readonly confidentiality: Confidentiality;
}

/** Which rows of a list are wanted. Throws 403 where the key may not see them. */
export function confidentialityFilter(
  wanted: "confidential" | "non-confidential" | "all" | undefined,
  { key }: IncomingCall,
): (row: Row) => boolean {
  const which = wanted ?? "non-confidential";
  if (which === "all") {
    demandAccess(key.confidential);
    return () => true;
  }
  if (which === "confidential") demandAccess(key.confidential);
  return (row) => row.confidentiality === which;
}

/** Throws 403 where the object is confidential and the key may not see that. */
export function demandVisible(row: Row, { key }: IncomingCall): void {
  if (row.confidentiality === "confidential") demandAccess(key.confidential);
}

function demandAccess(hasAccess: boolean): void {
  if (!hasAccess) throw forbidden("The API key has no access to confidential data");
}
