import type { PostingRecord, SandboxData } from "../data.js";
import { type Expander, type Expanders } from "../routing/selection.js";
import { expandUser } from "./user.shape.js";

/** A posting as Lever sends it. Lever docs, "Postings > Posting attributes". */
export function postingShape(posting: PostingRecord, { company }: SandboxData): object {
  const list = `https://jobs.lever.co/${company}`;
  return { ...posting, urls: { list, show: `${list}/${posting.id}`, apply: `${list}/${posting.id}/apply` } };
}

/** Lever docs, "List all postings": `expand`. */
export const POSTING_EXPANDERS = {
  user: expandUser,
  owner: expandUser,
  hiringManager: expandUser,
  followers: expandUser,
} as const satisfies Expanders;

/** The posting of an id; the id stays where the posting is confidential and the key may not see that. */
export const expandPosting: Expander = (id, { account, key }) => {
  const posting = account.data.postings.get(id);
  if (posting === undefined || (posting.confidentiality === "confidential" && !key.confidential)) return null;
  return postingShape(posting, account.data);
};
