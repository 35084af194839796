import type { Config } from "../config/config.js";
import { type KindTally, sealAnew } from "../key-rotation/seal-anew.js";
import type { Logger } from "../observability/logger.js";
import { openStore } from "../store/open-store.js";
import { systemClock } from "../time/system-clock.js";
import type { SealedKind } from "../vault/bindings.js";
import { nameOf } from "./name-of.js";
import { openVault } from "./open-vault.js";

/** What the program ends with. */
export const ROTATION_EXIT = {
  /** Everything is sealed under the first key: the others can go. */
  done: 0,
  /** Broke off; what was done stays done. */
  failed: 1,
  /** Something can't be opened with these keys, or goes on being sealed under another one: no key may go. */
  incomplete: 2,
} as const;

const NAMES: Readonly<Record<SealedKind, string>> = {
  apiKey: "API keys of connections",
  webhookToken: "signing tokens of webhooks",
  writeProgress: "writes with an idempotency key",
  uploadName: "names of uploads",
  uploadChunk: "chunks of uploads",
  bulkCaller: "callers of bulk operations",
  bulkInput: "items of bulk operations",
  bulkOutcome: "outcomes of bulk operations",
  installationSecret: "secrets of the installation",
};

/** Kinds whose rows are named by a connection's id, for which somebody has to enter something again. */
const NAMED_BY_CONNECTION: ReadonlySet<SealedKind> = new Set(["apiKey", "webhookToken"]);

/**
 * Seals everything in the database under the first key of the ring, while the service runs, and prints what became of
 * it: numbers, ids of connections and of keys, never what was sealed.
 * @returns the exit code
 * @throws StoreUnavailable, StoreSchemaTooNew
 */
export async function rotateKeys(config: Config, logger: Logger, print: (line: string) => void): Promise<number> {
  const vault = await openVault(config, logger);
  await using store = await openStore({
    databaseUrl: config.databaseUrl?.reveal() ?? null,
    dataDir: config.dataDir,
    clock: systemClock,
    onError: (error) => logger.warn({ error: nameOf(error) }, "something outside failed"),
  });
  const tallies = await sealAnew({ values: store.sealedValues, vault });
  for (const tally of tallies) print(lineOf(tally));
  for (const line of tallies.flatMap(reasonsOf)) print(line);
  const unreadable = sumOf(tallies, ({ unreadable: values }) => values.length);
  const left = sumOf(tallies, (tally) => tally.left);
  if (left > 0) print("Something goes on sealing under another key: give every replica the new ring, then run again.");
  if (unreadable > 0) print("What can't be opened needs a key that is missing here: put it back, then run again.");
  if (unreadable + left > 0) return ROTATION_EXIT.incomplete;
  print("Everything is sealed under the first key of the ring: the others can go.");
  return ROTATION_EXIT.done;
}

function lineOf({ kind, sealedAnew, inOrder, unreadable, left }: KindTally): string {
  const counts = [`${sealedAnew} sealed anew`, `${inOrder} before`];
  if (unreadable.length > 0) counts.push(`${unreadable.length} can't be opened`);
  if (left > 0) counts.push(`${left} written meanwhile under another key`);
  return `${NAMES[kind]}: ${counts.join(", ")}`;
}

/** The key of a row that is not named by a connection may be a caller's own word: it is left out. */
function reasonsOf({ kind, unreadable }: KindTally): readonly string[] {
  const reasons = unreadable.map(({ key, reason }) =>
    NAMED_BY_CONNECTION.has(kind) ? `connection ${String(key[0])}: ${reason}` : reason,
  );
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `  ${NAMES[kind]}, ${reason} (${count})`);
}

function sumOf(tallies: readonly KindTally[], countOf: (tally: KindTally) => number): number {
  return tallies.reduce((sum, tally) => sum + countOf(tally), 0);
}
