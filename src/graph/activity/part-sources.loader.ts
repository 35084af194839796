import { feedbackByOpportunity } from "../feedback/feedback.loader.js";
import { filesByOpportunity } from "../file/file.loader.js";
import { interviewsByOpportunity } from "../interview/interview.loader.js";
import { notesByOpportunity } from "../note/note.loader.js";
import { visibleNotes } from "../note/visible-notes.js";
import { offersByOpportunity } from "../offer/offer.loader.js";
import { plainPartsOf } from "../part-relations.js";
import { referralsByOpportunity } from "../referral/referral.loader.js";
import { resumesByOpportunity } from "../resume/resume.loader.js";
import type { ActivitySource, Happening } from "./activity-source.js";

/** A summary is a line, not the whole text. */
const MAX_SUMMARY = 200;

/** What Lever lists for one opportunity at a time. */
export const PART_SOURCES: readonly ActivitySource[] = [
  {
    kind: "NOTE",
    read: async (context, root) => {
      const notes = visibleNotes(context, await plainPartsOf(context, root, notesByOpportunity)) ?? [];
      return notes.flatMap(({ id, text, createdAt, authorExternalId, comments }) => [
        happening(id, createdAt, line(text), authorExternalId),
        ...comments.map((reply, place) =>
          happening(`${id} ${place}`, reply.createdAt, line(reply.text), reply.authorExternalId),
        ),
      ]);
    },
  },
  {
    kind: "INTERVIEW",
    read: async (context, root) =>
      (await plainPartsOf(context, root, interviewsByOpportunity)).flatMap(({ id, subject, createdAt, canceledAt }) => {
        const named = (what: string): string => (subject === null ? what : line(`${what}: ${subject}`));
        return [
          happening(id, createdAt, named("Interview scheduled")),
          happening(`${id} cancelled`, canceledAt, named("Interview cancelled")),
        ];
      }),
  },
  {
    kind: "FEEDBACK",
    read: async (context, root) =>
      (await plainPartsOf(context, root, feedbackByOpportunity)).map(
        ({ id, name, completedAt, createdAt, authorExternalId }) =>
          happening(id, completedAt ?? createdAt, line(`Feedback: ${name}`), authorExternalId),
      ),
  },
  {
    kind: "OFFER",
    read: async (context, root) =>
      (await plainPartsOf(context, root, offersByOpportunity)).flatMap(
        ({ id, createdAt, approvedAt, sentAt, creatorExternalId }) => [
          happening(id, createdAt, "Offer begun", creatorExternalId),
          happening(`${id} approved`, approvedAt, "Offer approved"),
          happening(`${id} sent`, sentAt, "Offer sent"),
        ],
      ),
  },
  {
    kind: "REFERRAL",
    read: async (context, root) =>
      (await plainPartsOf(context, root, referralsByOpportunity)).map(
        ({ id, createdAt, referrerExternalId, authorExternalId }) =>
          happening(id, createdAt, "Referred", referrerExternalId ?? authorExternalId),
      ),
  },
  {
    kind: "FILE",
    read: async (context, root) => {
      const [files, resumes] = await Promise.all([
        plainPartsOf(context, root, filesByOpportunity),
        plainPartsOf(context, root, resumesByOpportunity),
      ]);
      return [
        ...files.map(({ id, name, uploadedAt }) => happening(id, uploadedAt, line(`File added: ${name}`))),
        ...resumes.map(({ id, file, createdAt }) =>
          happening(id, createdAt, file ? line(`Resume added: ${file.name}`) : "Resume added"),
        ),
      ];
    },
  },
];

function happening(key: string, at: number | null, summary: string, actorExternalId: string | null = null): Happening {
  return { key, at, summary, actorExternalId };
}

/** One line, cut at a limit between characters. */
function line(text: string): string {
  const characters = [...text.replaceAll(/\s+/g, " ").trim()];
  return characters.length <= MAX_SUMMARY ? characters.join("") : `${characters.slice(0, MAX_SUMMARY - 1).join("")}…`;
}
