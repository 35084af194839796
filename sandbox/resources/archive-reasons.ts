import type { ArchiveReasonRecord } from "../data.js";
import { asDocumented, firstAsData } from "../routing/envelope.js";
import { inOrder, PAGE_PARAMETERS, pageAnswer } from "../routing/page.js";
import { once, oneOf } from "../routing/query-parameter.js";
import { defineRoute, objectAnswer, type Route } from "../routing/route.js";
import { INCLUDE_PARAMETER, select } from "../routing/selection.js";
import { rowOf } from "./find.js";

/** Lever docs, "Archive reasons". Inactive ones are in the list. */
export const archiveReasonRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    template: "/archive_reasons",
    query: { ...PAGE_PARAMETERS, ...INCLUDE_PARAMETER, type: once(oneOf("hired", "non-hired")) },
    answer(call) {
      const { type } = call.query;
      const rows = [...call.account.data.archiveReasons.values()].filter(
        (reason) => type === undefined || reason.type === type,
      );
      const render = (reason: ArchiveReasonRecord) => select(reason, call.query, call);
      const answer = pageAnswer(
        call,
        inOrder(rows, ({ id }) => id, render),
      );
      // The documentation's example of this type shows one object.
      return type === "hired" ? asDocumented(answer, call, firstAsData) : answer;
    },
  }),
  defineRoute({
    method: "GET",
    template: "/archive_reasons/:archive_reason",
    query: INCLUDE_PARAMETER,
    answer: (call) =>
      objectAnswer(
        select(rowOf(call.account.data.archiveReasons, call, "archive_reason", "archive_reasons"), call.query, call),
      ),
  }),
];
