import type { SandboxData } from "../data.js";
import type { WebhookEvent } from "../records/webhook.record.js";
import type { InterviewRecord } from "../records/interview.record.js";
import type { Occurrence } from "./occurrence.js";
import { copyOf, isAlike, RowWatch, type Watched } from "./row-watch.js";

/** Member by member in writing: a loop over their names takes twice as long. */
const DETAILS: Watched<InterviewRecord, InterviewRecord> = {
  see: copyOf,
  isSame: (row, seen) => isAtSameTime(row, seen) && isAboutSame(row, seen) && hasSameLists(row, seen),
};

function isAtSameTime(a: InterviewRecord, b: InterviewRecord): boolean {
  return (
    a.date === b.date &&
    a.duration === b.duration &&
    a.timezone === b.timezone &&
    a.location === b.location &&
    a.canceledAt === b.canceledAt
  );
}

function isAboutSame(a: InterviewRecord, b: InterviewRecord): boolean {
  return (
    a.panel === b.panel &&
    a.subject === b.subject &&
    a.note === b.note &&
    a.user === b.user &&
    a.stage === b.stage &&
    a.feedbackTemplate === b.feedbackTemplate &&
    a.feedbackReminder === b.feedbackReminder
  );
}

function hasSameLists(a: InterviewRecord, b: InterviewRecord): boolean {
  return (
    isAlike(a.interviewers, b.interviewers) &&
    isAlike(a.feedbackForms, b.feedbackForms) &&
    isAlike(a.postings, b.postings)
  );
}

/** What happens to interviews. The names in the data of deliveries are not verified. */
export class InterviewChanges {
  readonly #interviews;

  /** `now`: epoch milliseconds. */
  constructor(
    { interviews }: SandboxData,
    private readonly now: () => number,
  ) {
    this.#interviews = new RowWatch(interviews, DETAILS);
  }

  look(): readonly Occurrence[] {
    const { added, changed, removed } = this.#interviews.look();
    const now = this.now();
    return [
      ...added.map((row) => occurrence("interviewCreated", row, { createdAt: row.createdAt })),
      ...changed.map(({ row }) => occurrence("interviewUpdated", row, { updatedAt: now })),
      ...removed.map(({ before }) => occurrence("interviewDeleted", before, { deletedAt: now })),
    ];
  }
}

function occurrence(
  event: WebhookEvent,
  { id: interviewId, panel: panelId, opportunityId }: InterviewRecord,
  time: Readonly<Record<string, number>>,
): Occurrence {
  return { event, origin: null, data: { interviewId, panelId, opportunityId, ...time } };
}
