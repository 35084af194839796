import type { ApplicationRecord } from "../data.js";
import type { Expander, Expanders } from "../routing/selection.js";
import { expandPosting } from "./posting.shape.js";
import { expandUser } from "./user.shape.js";

/** An application as Lever sends it. Lever docs, "Applications > Application attributes". */
export function applicationShape(application: ApplicationRecord): object {
  const { id, opportunityId, customQuestions = [], ...others } = application;
  return { id, opportunityId, candidateId: opportunityId, ...others, resume: null, customQuestions };
}

/** Lever docs, "Applications > Application attributes": what is expandable. */
export const APPLICATION_EXPANDERS = {
  posting: expandPosting,
  postingOwner: expandUser,
  postingHiringManager: expandUser,
  user: expandUser,
} as const satisfies Expanders;

/** The application of an id. */
export const expandApplication: Expander = (id, { account }) => {
  const application = account.data.applications.get(id);
  return application === undefined ? null : applicationShape(application);
};
