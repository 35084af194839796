import type { ApplicationRecord, SandboxData } from "../data.js";
import { newestFirst, PAGE_PARAMETERS, pageAnswer } from "../routing/page.js";
import { notFound } from "../routing/refusal.js";
import { defineTwins, objectAnswer, type Route } from "../routing/route.js";
import { select, selectionParameters } from "../routing/selection.js";
import { APPLICATION_EXPANDERS, applicationShape } from "../shapes/application.shape.js";
import { opportunityOf } from "./find.js";

/** Lever docs, "Applications": deprecated but working. */
export const applicationRoutes: readonly Route[] = [
  ...defineTwins({
    method: "GET",
    template: "/opportunities/:opportunity/applications",
    query: { ...PAGE_PARAMETERS, ...selectionParameters(APPLICATION_EXPANDERS) },
    answer(call) {
      const rows = applicationsOf(opportunityOf(call).applications, call.account.data);
      return pageAnswer(
        call,
        newestFirst(rows, (application) =>
          select(applicationShape(application), call.query, call, APPLICATION_EXPANDERS),
        ),
      );
    },
  }),
  ...defineTwins({
    method: "GET",
    template: "/opportunities/:opportunity/applications/:application",
    query: selectionParameters(APPLICATION_EXPANDERS),
    answer(call) {
      const id = call.parameters.application ?? "";
      const [application] = applicationsOf(
        opportunityOf(call).applications.filter((its) => its === id),
        call.account.data,
      );
      if (application === undefined) throw notFound("applications", id);
      return objectAnswer(select(applicationShape(application), call.query, call, APPLICATION_EXPANDERS));
    },
  }),
];

function applicationsOf(ids: readonly string[], { applications }: SandboxData): ApplicationRecord[] {
  return ids.map((id) => applications.get(id)).filter((application) => application !== undefined);
}
