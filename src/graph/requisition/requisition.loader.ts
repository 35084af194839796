import type { ConnectionScope } from "../../context/connection-scope.js";
import type { LeverPage, Query } from "../../lever/client.js";
import { idOf } from "../../lever/reading.js";
import type { Expandable } from "../../lever/wire.js";
import { mapEach } from "../../loading/each.js";
import type { Page } from "../../paging/connection-types.js";
import type { PageRequest } from "../../paging/page-request.js";
import type { Selection } from "../../planning/selection.js";
import { keepUsers } from "../ats-user/ats-user.loader.js";
import type { UserWire } from "../ats-user/ats-user.wire.js";
import { isVisible } from "../confidentiality.js";
import { KEY_FIELDS } from "../entity-reference.js";
import { listPage } from "../list-page.loader.js";
import { defineListedLoader } from "../listed.loader.js";
import { keepPostings } from "../posting/posting.loader.js";
import type { PostingWire } from "../posting/posting.wire.js";
import { requisitionList, singleRequisition } from "./requisition.lever.js";
import { toRequisition } from "./requisition.mapper.js";
import type { AtsRequisition } from "./requisition.js";
import type { RequisitionWire } from "./requisition.wire.js";

const KIND = "requisition";

/** Relations to users, which `expand` fills. Lever docs, "Requisitions > Requisition attributes". */
const PEOPLE = ["owner", "hiringManager"] as const;

/** Requisitions by Lever's id; null for what does not exist or is hidden from the caller. */
export const requisitionById = defineListedLoader<RequisitionWire, AtsRequisition>({
  name: "requisitionById",
  kind: KIND,
  list: requisitionList,
  walks: [{}],
  single: singleRequisition,
  parameter: "requisition",
  toRow: toRequisition,
});

/** A page of Lever's requisition list, with what is asked of the rows. Lever docs, "Requisitions > List all requisitions". */
export function requisitionPage(
  scope: ConnectionScope,
  query: Query,
  selection: Selection,
  request: PageRequest,
): Promise<Page<AtsRequisition>> {
  const { lever } = scope;
  const expand = expandOf(selection);
  return listPage<RequisitionWire, AtsRequisition>(
    lever,
    {
      endpoint: requisitionList,
      query: { ...query, expand },
      take: (page) => takeRows(scope, page),
      idOf: ({ externalId }) => externalId,
    },
    request,
  );
}

/** Maps each, hides what the caller may not see, and keeps them by id, with what `expand` brought. */
async function takeRows(
  scope: ConnectionScope,
  { rows, fetchedAt }: Pick<LeverPage<RequisitionWire>, "rows" | "fetchedAt">,
): Promise<readonly (AtsRequisition | Error | null)[]> {
  const { lever } = scope;
  const taken = mapEach(rows, (wire) => {
    const row = toRequisition(lever.connectionId, wire);
    return isVisible(row, lever.seesConfidential) ? row : null;
  });
  const entries = taken.flatMap((row) =>
    row === null || row instanceof Error ? [] : [[row.externalId, { value: row, fetchedAt }] as const],
  );
  await Promise.all([
    keepExpanded(scope, rows, fetchedAt),
    lever.entities.setMany(KIND, entries, requisitionList.maxAgeMs),
  ]);
  return taken;
}

/** Relations that are asked for more than their ids: by the selection alone, as for every page of a list. */
function expandOf(selection: Selection): readonly string[] {
  return [...PEOPLE, "postings"]
    .filter((field) => selection.has(field) && !selection.of(field).asksOnly(KEY_FIELDS))
    .sort();
}

/** Users and postings that came in place of their ids. */
async function keepExpanded(
  scope: ConnectionScope,
  rows: readonly RequisitionWire[],
  fetchedAt: number,
): Promise<void> {
  const users = new Map<string, UserWire>();
  const postings: Expandable<PostingWire>[] = [];
  for (const row of rows) {
    for (const field of PEOPLE) {
      const person = row[field];
      if (person !== null && typeof person === "object" && idOf(person) !== null) users.set(person.id, person);
    }
    if (Array.isArray(row.postings)) postings.push(...(row.postings as RequisitionWire["postings"]));
  }
  await keepPostings(scope, postings, fetchedAt);
  if (users.size > 0) await keepUsers(scope, [...users.values()], fetchedAt);
}
