import type { SandboxData } from "../data.js";
import { newestFirst, PAGE_PARAMETERS, pageAnswer } from "../routing/page.js";
import { notFound } from "../routing/refusal.js";
import { type Answer, defineTwins, type IncomingCall, objectAnswer, type Route } from "../routing/route.js";
import { type Expanders, select, selectionParameters } from "../routing/selection.js";
import { opportunityOf } from "./find.js";

/** What belongs to one opportunity. */
export interface PartRow {
  readonly id: string;
  readonly opportunityId: string;
}

/** A kind of it. */
export interface PartKind<Row extends PartRow> {
  /** The last word of the list's path, which is also its name in a 404. */
  readonly segment: string;
  /** The name of the placeholder in the path of a single one. */
  readonly parameter: string;
  readonly expanders: Expanders;
  rowsIn(data: SandboxData): ReadonlyMap<string, Row>;
  shape(row: Row, call: IncomingCall): object;
}

/** All rows of the path's opportunity. Throws 404 and 403 of the opportunity. */
export function partsOf<Row extends PartRow>(rows: ReadonlyMap<string, Row>, call: IncomingCall): Row[] {
  const { id } = opportunityOf(call);
  return [...rows.values()].filter((row) => row.opportunityId === id);
}

/** The row of the path's id. Throws 404 also where it is another opportunity's. */
export function partOf<Row extends PartRow>(
  rows: ReadonlyMap<string, Row>,
  call: IncomingCall,
  { parameter, segment }: Pick<PartKind<Row>, "parameter" | "segment">,
): Row {
  const opportunity = opportunityOf(call);
  const id = call.parameters[parameter] ?? "";
  const row = rows.get(id);
  if (row?.opportunityId !== opportunity.id) throw notFound(segment, id);
  return row;
}

/** The list of a kind, and its deprecated twin. `envelop`: what becomes of the answer. */
export function partList<Row extends PartRow & { readonly createdAt: number }>(
  kind: PartKind<Row>,
  envelop: (answer: Answer, call: IncomingCall) => Answer = (answer) => answer,
): readonly Route[] {
  const { expanders } = kind;
  return defineTwins({
    method: "GET",
    template: `/opportunities/:opportunity/${kind.segment}`,
    query: { ...PAGE_PARAMETERS, ...selectionParameters(expanders) },
    answer(call) {
      const rows = partsOf(kind.rowsIn(call.account.data), call);
      const render = (row: Row) => select(kind.shape(row, call), call.query, call, expanders);
      return envelop(pageAnswer(call, newestFirst(rows, render)), call);
    },
  });
}

/** A single one of a kind, and its deprecated twin. */
export function singlePart<Row extends PartRow>(kind: PartKind<Row>): readonly Route[] {
  const { segment, parameter, expanders } = kind;
  return defineTwins({
    method: "GET",
    template: `/opportunities/:opportunity/${segment}/:${parameter}`,
    query: selectionParameters(expanders),
    answer(call) {
      const row = partOf(kind.rowsIn(call.account.data), call, kind);
      return objectAnswer(select(kind.shape(row, call), call.query, call, expanders));
    },
  });
}
