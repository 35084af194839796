import { linksOf } from "../../identity/links.js";
import { userError } from "../../user-errors/user-error.js";
import { jsonBody } from "../../writes/lever-write.js";
import type { SetWrite } from "../../writes/set-write.js";
import { opportunityById } from "../opportunity/opportunity.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { addLinks, addSources, addTags } from "../opportunity-write/opportunity-write.lever.js";
import { adding, type TextSet } from "../opportunity-write/text-set.js";
import { StepFailed } from "./export-report.js";
import type { AtsExportStepName } from "./export-step.js";
import type { ExportRun } from "./run-export.loader.js";

/** A step that adds something to an opportunity; null where everything is there. */
export interface Addition {
  readonly name: AtsExportStepName;
  readonly write: SetWrite | null;
}

/** What an opportunity lacks of an export, as it is in Lever now: links, tags, the source. */
export async function additionsTo(run: ExportRun, opportunityId: string): Promise<readonly Addition[]> {
  const row = await present(run, opportunityId);
  if (!row) throw new StepFailed(userError("NOT_FOUND", { message: "The opportunity has gone since it was found." }));
  const { links, tags, source } = run.profile;
  const own = new Set(row.links.flatMap(canonical));
  const newLinks = links.filter((link) => !canonical(link).some((form) => own.has(form)));
  return [
    addition(run, row, "LINKS", { field: "links", endpoint: addLinks }, newLinks),
    addition(run, row, "TAGS", { field: "tags", endpoint: addTags }, tags),
    addition(run, row, "SOURCE", { field: "sources", endpoint: addSources }, source === null ? [] : [source]),
  ];
}

/** However a link is spelled, it is there. */
function canonical(link: string): readonly string[] {
  const { linkedinUrl, githubUrl, findemProfileUrl } = linksOf([link]);
  return [linkedinUrl, githubUrl, findemProfileUrl].filter((form) => form !== null);
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
