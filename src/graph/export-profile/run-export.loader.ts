import type { LeverWrite } from "../../writes/lever-write.js";
import { NEW_ID } from "../../writes/planned-request.js";
import { performSetWrite, type SetWrite } from "../../writes/set-write.js";
import { knownOrUnknown, type Steps } from "../../writes/steps.js";
import { createOnce, planCreate } from "../create-opportunity/create-opportunity.loader.js";
import type { NewOpportunity } from "../create-opportunity/new-opportunity.js";
import { type NewNote, noteOnce, noteWrite } from "../note/note-once.loader.js";
import { additionNames, additionsTo } from "./additions.loader.js";
import { fileOnce, fileWrites } from "./export-files.loader.js";
import { DuplicateFound } from "./duplicate-found.js";
import type { ExportReport } from "./export-report.js";
import type { ExportRun } from "./export-run.js";
import type { AtsExportStepName } from "./export-step.js";
import { findPeople, type FoundPeople } from "./find-person.loader.js";
import type { ProfileExport } from "./profile-export.js";

/** What is to be done about the person. */
type Way =
  | { readonly kind: "create"; readonly fields: NewOpportunity }
  | { readonly kind: "update"; readonly opportunityId: string }
  | { readonly kind: "skip" };

/**
 * Runs an export, or goes on with it where an earlier call stopped; the report says how far it came.
 * @throws StepFailed; StoreUnavailable, and nothing was sent
 */
export async function runExport(run: ExportRun, steps: Steps): Promise<void> {
  const { report, profile } = run;
  const found = await report.run("FIND", () => steps.remember("find", () => lookFor(run)));
  if (!found) return;
  const way = wayFor(profile, found);
  noteFound(report, found, way);
  if (way.kind === "create") await create(run, steps, way.fields);
  else if (way.kind === "update") await update(run, steps, way.opportunityId);
  else for (const name of WRITING_STEPS) report.mark(name, "NOT_NEEDED");
}

/** What would be sent, in order. @throws StepFailed; UploadGone, LeverError of reading the opportunity or the contact */
export async function planExport(run: ExportRun): Promise<readonly LeverWrite[]> {
  const { context, scope, profile, performerId, report } = run;
  const found = await report.run("FIND", () => lookFor(run));
  if (!found) return [];
  const way = wayFor(profile, found);
  noteFound(report, found, way);
  if (way.kind === "skip") return [];
  if (way.kind === "create") {
    const writes = await planCreate(context, scope, performerId, way.fields);
    return [...writes, ...notePlan(run, NEW_ID)];
  }
  const additions = additionNames(profile).length > 0 ? await additionsTo(run, way.opportunityId) : [];
  const files = await fileWrites(run, way.opportunityId);
  const sets = additions.flatMap(({ write }) => write ?? []);
  return [...sets.map((set) => set.write), ...notePlan(run, way.opportunityId), ...files];
}

const ADDITIONS = ["LINKS", "TAGS", "SOURCE"] as const;

const WRITING_STEPS = ["CREATE", "LINKS", "TAGS", "SOURCE", "NOTE", "RESUME", "FILES"] as const;

/** @throws DuplicateFound, LeverError */
async function lookFor({ context, profile, report }: ExportRun): Promise<FoundPeople> {
  const found = await findPeople(context, profile.connectionId, profile);
  const isAmbiguous = found.contactIds.length > 1;
  const isUnwanted = found.contactIds.length === 1 && profile.onDuplicate === "FAIL";
  if (!isAmbiguous && !isUnwanted) return found;
  noteFound(report, found, { kind: "skip" });
  // The person found is told, and nothing came of the export.
  report.outcome = null;
  throw new DuplicateFound(isAmbiguous);
}

function wayFor({ onDuplicate, opportunity }: ProfileExport, found: FoundPeople): Way {
  const [contactId] = found.contactIds;
  if (contactId === undefined) return { kind: "create", fields: opportunity };
  if (onDuplicate === "SKIP" || onDuplicate === "FAIL") return { kind: "skip" };
  if (onDuplicate === "UPDATE_EXISTING" && found.activeOpportunityId !== null) {
    return { kind: "update", opportunityId: found.activeOpportunityId };
  }
  const links = opportunity.links.filter((_, place) => !found.knownLinks.includes(place));
  return { kind: "create", fields: { ...opportunity, links, contactExternalId: contactId } };
}

function noteFound(report: ExportReport, found: FoundPeople, way: Way): void {
  report.isFound = found.contactIds.length > 0;
  report.matchedBy = report.isFound ? (found.matchedBy ?? ["EMAIL"]) : [];
  report.contactId = found.contactIds[0] ?? null;
  if (way.kind === "update") report.opportunityId = way.opportunityId;
  if (way.kind === "skip") {
    report.opportunityId = found.newestOpportunityId;
    report.outcome = "SKIPPED";
  }
}

/** What the create request carries is done with it. */
async function create(run: ExportRun, steps: Steps, fields: NewOpportunity): Promise<void> {
  const { context, scope, profile, performerId, report } = run;
  await report.run("CREATE", () =>
    createOnce(context, scope, steps, performerId, fields, ({ opportunityId, contactId }) => {
      report.outcome = report.isFound ? "LINKED" : "CREATED";
      report.opportunityId = opportunityId;
      report.contactId = contactId;
    }),
  );
  await keepExport(run);
  report.mark("LINKS", fields.links.length > 0 ? "DONE" : "NOT_NEEDED");
  report.mark("TAGS", profile.tags.length > 0 ? "DONE" : "NOT_NEEDED");
  report.mark("SOURCE", profile.source === null ? "NOT_NEEDED" : "DONE");
  await writeNote(run, steps);
  report.mark("RESUME", profile.resumeUploadId === null ? "NOT_NEEDED" : "DONE");
  report.mark("FILES", profile.fileUploadIds.length > 0 ? "DONE" : "NOT_NEEDED");
}

/** Lever takes a resume only with a new opportunity: for one that is there it is a file. Lever docs, "Resumes". */
async function update(run: ExportRun, steps: Steps, opportunityId: string): Promise<void> {
  const { profile, report } = run;
  report.mark("CREATE", "NOT_NEEDED");
  await add(run, steps, opportunityId);
  await writeNote(run, steps);
  const { resumeUploadId, fileUploadIds } = profile;
  await report.run(
    "RESUME",
    resumeUploadId === null ? null : () => fileOnce(run, steps, opportunityId, resumeUploadId),
  );
  await report.run(
    "FILES",
    fileUploadIds.length === 0
      ? null
      : async () => {
          for (const uploadId of fileUploadIds) await fileOnce(run, steps, opportunityId, uploadId);
        },
  );
  report.outcome = "UPDATED";
  await keepExport(run);
}

/** The profile is known by its export from now on, whatever address or link either side has. */
async function keepExport({ context, profile, report: { contactId } }: ExportRun): Promise<void> {
  const { connectionId, profileId } = profile;
  if (contactId === null) return;
  await knownOrUnknown(() => context.services.links.learnExport(connectionId, profileId, contactId));
}

/** What was missing when the first call looked is added, and is done with it: a repeated call says so too. */
async function add(run: ExportRun, steps: Steps, opportunityId: string): Promise<void> {
  const { report } = run;
  const missing = await readMissing(run, opportunityId);
  const wanted = await steps.remember("additions", () => Promise.resolve([...missing.keys()]));
  for (const name of ADDITIONS) {
    const isWanted = wanted.includes(name);
    await report.run(name, isWanted ? () => addOnce(run, steps, name, missing.get(name) ?? null) : null);
    if (isWanted) report.outcome = "UPDATED";
  }
}

/** Not to be readable is a failure of the first step that has to know. */
async function readMissing(run: ExportRun, opportunityId: string): Promise<ReadonlyMap<AtsExportStepName, SetWrite>> {
  const [first] = additionNames(run.profile);
  const additions = first ? await run.report.run(first, () => additionsTo(run, opportunityId)) : null;
  return new Map((additions ?? []).flatMap(({ name, write }) => (write ? [[name, write] as const] : [])));
}

/** Nothing is sent where an earlier call did it, or it turns out to be there. */
async function addOnce(
  { scope }: ExportRun,
  steps: Steps,
  name: AtsExportStepName,
  write: SetWrite | null,
): Promise<void> {
  const step = `added ${name}`;
  if (steps.progress.steps[step]) return;
  if (write) await performSetWrite(scope.lever, write);
  await knownOrUnknown(async () => {
    await steps.remember(step, () => Promise.resolve(true));
  });
}

async function writeNote(run: ExportRun, steps: Steps): Promise<void> {
  const { context, scope, report, performerId } = run;
  const { opportunityId } = report;
  const note = noteOf(run);
  const isWritten = note && opportunityId !== null;
  await report.run(
    "NOTE",
    isWritten ? () => noteOnce(context, scope, steps, note, { opportunityId, performerId }) : null,
  );
}

function notePlan(run: ExportRun, opportunityId: string): readonly LeverWrite[] {
  const note = noteOf(run);
  return note ? [noteWrite(note, { opportunityId, performerId: run.performerId })] : [];
}

function noteOf({ profile: { note } }: ExportRun): NewNote | null {
  return note === null ? null : { text: note, secret: false, notifyFollowers: false };
}
