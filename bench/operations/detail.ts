import type { NoteRecord, OpportunityRecord, SandboxData } from "../../sandbox/data.js";
import { newestRows } from "../account/bench-account.js";
import type { Operation } from "./operation.js";

const DETAIL = `query ($id: ID!) {
  atsOpportunity(id: $id) {
    id name
    stage { name }
    owner { name }
    notes { id text author { name } }
    files { id name size }
    resumes { id positions { company title } }
    interviews { id subject startsAt interviewers { name } }
    feedback { id name }
  }
}`;

/** Lever lists each for one opportunity at a time. */
const LISTS = ["notes", "files", "resumes", "interviews", "feedback"];

/** One candidacy with all that belongs to it. */
export const detail: Operation = {
  name: "O5",
  title: "one opportunity with notes, files, resumes, interviews and feedback",
  floor: "1 + k, all at once; later what changed, and the k lists, of which nothing tells that they did",
  fewest: () => ({ cold: 1 + LISTS.length, warm: 0, revalidated: 1 + LISTS.length }),
  ask: (graph, { connectionId, data }, _run, headers) =>
    graph.ask(DETAIL, { id: `${connectionId}.${detailed(data).id}` }, headers),
  change: (data, now) => {
    const { id, stage, owner } = detailed(data);
    const value = "Back from the interview: keen.";
    const note: NoteRecord = {
      ...{ id: "note-after-the-interview", opportunityId: id, text: "Note", user: owner, secret: false },
      fields: [{ type: "note", text: "Comment", value, createdAt: now, user: owner, score: null, stage }],
      ...{ createdAt: now, completedAt: now, deletedAt: null },
    };
    data.notes.set(note.id, note);
  },
};

function detailed(data: SandboxData): OpportunityRecord {
  const [first] = newestRows(data);
  if (first === undefined) throw new RangeError("There are no opportunities");
  return first;
}
