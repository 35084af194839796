/**
 * Every event that Lever documents a webhook for. Lever docs, "Webhooks > Events"; those of interviews are a beta there.
 * There are none for postings, notes, files, forms, offers, tags, sources and users.
 */
export const WEBHOOK_EVENTS: readonly string[] = [
  "applicationCreated",
  "candidateHired",
  "candidateStageChange",
  "candidateArchiveChange",
  "candidateDeleted",
  "interviewCreated",
  "interviewUpdated",
  "interviewDeleted",
  "contactCreated",
  "contactUpdated",
];

const OF_INTERVIEWS: ReadonlySet<string> = new Set(["interviewCreated", "interviewUpdated", "interviewDeleted"]);

/** Whether an account may lack the event. */
export function isBeta(event: string): boolean {
  return OF_INTERVIEWS.has(event);
}

/** Whether somebody may have got another address or link, or be gone; true for an event that Lever has added since. */
export function isAboutPeople(event: string): boolean {
  return !OF_INTERVIEWS.has(event);
}
