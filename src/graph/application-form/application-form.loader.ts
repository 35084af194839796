import type { ConnectionScope } from "../../context/connection-scope.js";
import { each } from "../../loading/each.js";
import { defineLoader } from "../../loading/loader.js";
import { unlessMissing } from "../../loading/unless-missing.js";
import { singleApplicationForm } from "./application-form.lever.js";
import { toApplicationForm } from "./application-form.mapper.js";
import type { AtsApplicationForm } from "./application-form.js";

/** Which form is asked for. */
export interface ApplicationFormKey {
  /** Lever's id. */
  readonly postingId: string;
  /** Null: any of the posting's locations. */
  readonly location: string | null;
}

/** Application forms; null for a posting that Lever doesn't know. Lever gives one at a time. */
export const applicationForms = defineLoader<ConnectionScope, ApplicationFormKey, AtsApplicationForm | null>({
  name: "applicationForms",
  keyOf: ({ postingId, location }) => JSON.stringify([postingId, location]),
  batch: ({ lever }, keys) =>
    each(keys, async ({ postingId, location }) => {
      const query = location === null ? {} : { location };
      const form = await unlessMissing(lever.one(singleApplicationForm, { posting: postingId }, query));
      return form && toApplicationForm(lever.connectionId, form.value);
    }),
});
