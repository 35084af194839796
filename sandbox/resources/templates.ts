import type { SandboxData } from "../data.js";
import { asDocumented, bare } from "../routing/envelope.js";
import { inOrder, PAGE_PARAMETERS, pageAnswer } from "../routing/page.js";
import { defineRoute, objectAnswer, type Route } from "../routing/route.js";
import { INCLUDE_PARAMETER, select } from "../routing/selection.js";
import { rowOf } from "./find.js";

interface TemplateKind {
  /** The list's path without its slash, which is also its name in a 404. */
  readonly segment: string;
  readonly parameter: string;
  /** Whether the documentation's example of the list has no envelope; that of a single one never has. */
  readonly isListBare: boolean;
  readonly rowsIn: (data: SandboxData) => ReadonlyMap<string, { readonly id: string }>;
}

/** Lever docs, "Feedback templates" and "Profile form templates": the reads. */
export const templateRoutes: readonly Route[] = [
  ...templatesOf({
    segment: "feedback_templates",
    parameter: "feedback_template",
    isListBare: true,
    rowsIn: ({ feedbackTemplates }) => feedbackTemplates,
  }),
  ...templatesOf({
    segment: "form_templates",
    parameter: "form_template",
    isListBare: false,
    rowsIn: ({ formTemplates }) => formTemplates,
  }),
];

function templatesOf({ segment, parameter, isListBare, rowsIn }: TemplateKind): readonly Route[] {
  return [
    defineRoute({
      method: "GET",
      template: `/${segment}`,
      query: { ...PAGE_PARAMETERS, ...INCLUDE_PARAMETER },
      answer(call) {
        // Lever docs, "List all profile form templates": the id is always there.
        const include = call.query.include && [...call.query.include, "id"];
        const render = (row: object) => select(row, { include }, call);
        const rows = inOrder(rowsIn(call.account.data).values(), ({ id }) => id, render);
        const answer = pageAnswer(call, rows);
        return isListBare ? asDocumented(answer, call, bare) : answer;
      },
    }),
    defineRoute({
      method: "GET",
      template: `/${segment}/:${parameter}`,
      query: INCLUDE_PARAMETER,
      answer(call) {
        const row = rowOf(rowsIn(call.account.data), call, parameter, segment);
        return asDocumented(objectAnswer(select(row, call.query, call)), call, bare);
      },
    }),
  ];
}
