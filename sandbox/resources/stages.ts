import { inOrder, PAGE_PARAMETERS, pageAnswer } from "../routing/page.js";
import { defineRoute, objectAnswer, type Route } from "../routing/route.js";
import { INCLUDE_PARAMETER, select } from "../routing/selection.js";
import { stageShape } from "../shapes/stage.shape.js";
import { rowOf } from "./find.js";

/** Lever docs, "Stages". */
export const stageRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    template: "/stages",
    query: { ...PAGE_PARAMETERS, ...INCLUDE_PARAMETER },
    answer(call) {
      const rows = call.account.data.stages.values();
      return pageAnswer(
        call,
        inOrder(
          rows,
          ({ id }) => id,
          (stage) => select(stageShape(stage), call.query, call),
        ),
      );
    },
  }),
  defineRoute({
    method: "GET",
    template: "/stages/:stage",
    query: INCLUDE_PARAMETER,
    answer: (call) =>
      objectAnswer(select(stageShape(rowOf(call.account.data.stages, call, "stage", "stages")), call.query, call)),
  }),
];
