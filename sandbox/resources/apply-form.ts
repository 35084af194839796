import type { ApplyFormRecord } from "../records/apply-form.record.js";
import { demandVisible } from "../routing/confidential.js";
import { once, oneOf, text } from "../routing/query-parameter.js";
import { defineRoute, objectAnswer, type Route } from "../routing/route.js";
import { rowOf } from "./find.js";

type Distribution = "external" | "internal";

/** Lever docs, "Retrieve posting application questions". */
export const applyFormRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    template: "/postings/:posting/apply",
    query: { location: once(text), distribution: once(oneOf("external", "internal")) },
    answer(call) {
      const { data } = call.account;
      const posting = rowOf(data.postings, call, "posting", "postings");
      demandVisible(posting, call);
      const form = rowOf(data.applyForms, call, "posting", "postings");
      const { location, distribution } = call.query;
      return objectAnswer({
        id: posting.id,
        text: posting.text,
        customQuestions: questionsOf(form, distribution),
        ...eeoQuestionsOf(form, location),
        personalInformation: form.personalInformation,
        urls: form.urls,
        ...(form.consentDisclosures === undefined ? {} : { consentDisclosures: form.consentDisclosures }),
      });
    },
  }),
];

/** The questions of a way to apply; a question without any is asked on both. Sets that are left empty are left out. */
function questionsOf({ customQuestions }: ApplyFormRecord, wanted: Distribution | undefined): readonly object[] {
  if (wanted === undefined) return customQuestions;
  return customQuestions
    .map((set) => ({
      ...set,
      fields: set.fields.filter(({ distribution }) => distribution === undefined || distribution.includes(wanted)),
    }))
    .filter(({ fields }) => fields.length > 0);
}

/** Lever docs: with a location, the EEO questions come only if they apply there. */
function eeoQuestionsOf({ eeoQuestions, eeoLocations }: ApplyFormRecord, location: string | undefined): object {
  const apply = eeoQuestions !== undefined && (location === undefined || eeoLocations.includes(location));
  return apply ? { eeoQuestions } : {};
}
