import { jsonBody } from "../../writes/lever-write.js";
import type { SetWrite } from "../../writes/set-write.js";
import { opportunityById } from "../opportunity/opportunity.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { addLinks, addSources, addTags } from "../opportunity-write/opportunity-write.lever.js";
import { adding, type TextSet } from "../opportunity-write/text-set.js";
import type { AtsExportStepName } from "./export-step.js";
import type { ExportRun } from "./export-run.js";
import { missingLinks } from "./missing-links.js";
import { OpportunityGone } from "./opportunity-gone.js";
import type { ProfileExport } from "./profile-export.js";

/** A step that adds something to an opportunity; null where everything is there. */
export interface Addition {
  readonly name: AtsExportStepName;
  readonly write: SetWrite | null;
}

/** The steps of an export that add something to the opportunity, as far as the export holds it. */
export function additionNames({ links, tags, source }: ProfileExport): readonly AtsExportStepName[] {
  return [
    ...(links.length > 0 ? (["LINKS"] as const) : []),
    ...(tags.length > 0 ? (["TAGS"] as const) : []),
    ...(source === null ? [] : (["SOURCE"] as const)),
  ];
}

/** What an opportunity lacks of an export, as it is in Lever now: links, tags, the source. @throws OpportunityGone, LeverError */
export async function additionsTo(run: ExportRun, opportunityId: string): Promise<readonly Addition[]> {
  const row = await present(run, opportunityId);
  if (!row) throw new OpportunityGone();
  const { links, tags, source } = run.profile;
  return [
    addition(run, row, "LINKS", { field: "links", endpoint: addLinks }, missingLinks(links, row.links)),
    addition(run, row, "TAGS", { field: "tags", endpoint: addTags }, tags),
    addition(run, row, "SOURCE", { field: "sources", endpoint: addSources }, source === null ? [] : [source]),
  ];
}

function addition(
  run: ExportRun,
  row: Opportunity,
  name: AtsExportStepName,
  set: TextSet,
  texts: readonly string[],
): Addition {
  const decision = adding(row, set, texts);
  if (decision.kind !== "write") return { name, write: null };
  const write = {
    endpoint: decision.endpoint,
    parameters: { opportunity: row.externalId },
    query: { perform_as: run.performerId },
    body: jsonBody(decision.body),
  };
  const isDone = async (): Promise<boolean> => {
    const now = await present(run, row.externalId);
    return now !== null && decision.isDone(now);
  };
  return { name, write: { write, isDone } };
}

async function present({ context, profile }: ExportRun, externalId: string): Promise<Opportunity | null> {
  const fresh = await context.connections.openFresh(profile.connectionId);
  return (await fresh?.load(opportunityById, { externalId, expand: [] })) ?? null;
}
