import type { Expanders } from "../routing/selection.js";
import { expandPosting } from "./posting.shape.js";
import { expandUser } from "./user.shape.js";

/** Lever docs, "Requisitions > Requisition attributes": what is expandable. */
export const REQUISITION_EXPANDERS = {
  creator: expandUser,
  hiringManager: expandUser,
  owner: expandUser,
  postings: expandPosting,
} as const satisfies Expanders;
