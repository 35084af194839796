import type { OpportunityRecord } from "../data.js";
import { inOrder, PAGE_PARAMETERS, pageAnswer } from "../routing/page.js";
import { defineRoute, type Route } from "../routing/route.js";

/** Lever docs, "Tags" and "Sources": texts that are in use, with how many candidates have them. */
export const tagAndSourceRoutes: readonly Route[] = [
  usedTexts("/tags", ({ tags }) => tags),
  usedTexts("/sources", ({ sources }) => sources),
];

function usedTexts(template: string, textsOf: (opportunity: OpportunityRecord) => readonly string[]): Route {
  return defineRoute({
    method: "GET",
    template,
    query: PAGE_PARAMETERS,
    answer(call) {
      const counts = new Map<string, number>();
      for (const opportunity of call.account.data.opportunities.values()) {
        for (const text of new Set(textsOf(opportunity))) counts.set(text, (counts.get(text) ?? 0) + 1);
      }
      const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
      return pageAnswer(
        call,
        inOrder(
          rows,
          ([text]) => text,
          ([text, count]) => ({ text, count }),
        ),
      );
    },
  });
}
