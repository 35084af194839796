import type { ConnectionScope } from "../../context/connection-scope.js";
import { each } from "../../loading/each.js";
import { MAX_VALUES_PER_REQUEST } from "../../planning/chunks.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { accountPages, scanAccount } from "../opportunity/account-scan.loader.js";
import { readByEmails } from "../opportunity/opportunities-by-email.loader.js";
import type { AddressAnswer, AddressAnswers } from "./address-answer.js";
import { attribute, holdersIn } from "./address-holders.js";
import { JoinedReading, joinedSize, learnSeparate } from "./joined-addresses.loader.js";
import { PeopleOfPages } from "./people-of-pages.js";

/** So few pages are read rather than finding out whether Lever joins addresses. */
const FEW_PAGES = 2;

/** What an operation asks, and what has come of it. */
interface Asking {
  readonly scope: ConnectionScope;
  readonly expand: readonly OpportunityExpand[];
  readonly answers: AddressAnswers;
  readonly left: () => readonly string[];
}

/**
 * Asks Lever who has each of the addresses, by the fewest requests: one for each address; one for many, where Lever has
 * been seen to join them; or a walk over an account that is small. Lever docs, "Opportunities > List all opportunities":
 * `email` is documented for one address.
 */
export async function askAddresses(
  scope: ConnectionScope,
  addresses: readonly string[],
  expand: readonly OpportunityExpand[],
): Promise<AddressAnswers> {
  const answers: AddressAnswers = new Map();
  const left = (): readonly string[] => addresses.filter((address) => !answers.has(address));
  const untold = addresses.length > 1 ? await askTogether({ scope, expand, answers, left }) : new Set<string>();
  const singly = left();
  const found = await each(singly, (address) => askSingly(scope, address, expand));
  for (const [place, address] of singly.entries()) answers.set(address, found[place] ?? new Error("Not answered"));
  const isMissed = found.some((one, place) => hasHolders(one) && untold.has(singly[place] ?? ""));
  // Together they brought nobody: Lever did not look for all of them.
  if (isMissed) await learnSeparate(scope);
  return answers;
}

/** Answers with the addresses that were asked for together without a sign of whether Lever looked for them. */
async function askTogether(asking: Asking): Promise<ReadonlySet<string>> {
  const { scope, expand, answers, left } = asking;
  const [size, pages] = await Promise.all([joinedSize(scope), accountPages(scope)]);
  const joined = new JoinedReading(scope, expand, answers);
  // What could save more than a page or two is worth one request to find out.
  const isFirst = size === null && pages !== null && pages > FEW_PAGES;
  if (isFirst) await joined.read(left());
  await askByScan(asking);
  if (!isFirst) await joined.read(left());
  return joined.untold;
}

/** All people of the account, where that costs less. Addresses that may be somebody's by another rule stay open. */
async function askByScan({ scope, expand, answers, left }: Asking): Promise<void> {
  const addresses = left();
  const size = await joinedSize(scope);
  const insteadOf = size ? Math.ceil(addresses.length / Math.min(size, MAX_VALUES_PER_REQUEST)) : addresses.length;
  if (insteadOf <= 1) return;
  const people = new PeopleOfPages(addresses, expand);
  const outcome = await scanAccount(scope, { insteadOf, expand, take: (page) => people.take(page) });
  if (outcome !== "complete" || !people.isReadable) return;
  const { fetchedAt, applications } = people;
  const { holders, doubtful } = attribute(addresses, people.holders);
  for (const [address, its] of holders) {
    if (!doubtful.has(address)) answers.set(address, { holders: its, fetchedAt, applications });
  }
}

async function askSingly(
  scope: ConnectionScope,
  address: string,
  expand: readonly OpportunityExpand[],
): Promise<AddressAnswer> {
  const { rows, ...when } = await readByEmails(scope, [address], expand);
  return { holders: holdersIn(rows), ...when };
}

function hasHolders(answer: AddressAnswer | Error): boolean {
  return !(answer instanceof Error) && answer.holders.length > 0;
}
