import { LeverError } from "../../lever/errors.js";
import { opportunityList } from "./opportunity.lever.js";

/** Lever took a request without `expand=applications` only. Lever docs, "Expanding"; the permission's own name. */
export function applicationsRefused(connectionId: string): LeverError {
  const { method, path: template } = opportunityList;
  const call = { method, template, permission: "find all opportunity applications", connectionId };
  return new LeverError("FORBIDDEN", call, { status: 403, acted: "no" });
}
