import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import Libsql from "libsql";
import type { Clock } from "../../time/clock.js";
import { unavailable } from "../store-errors.js";
import { fromSqliteError } from "./sqlite-errors.js";
import { BLOCKING_WAIT_MS, whileBusy } from "./while-busy.js";

const FILE_NAME = "findem-lever.db";
const ONLY_OWNER_FILE = 0o600;
const ONLY_OWNER_FOLDER = 0o700;

const SETTINGS = [
  `busy_timeout = ${String(BLOCKING_WAIT_MS)}`,
  "journal_mode = WAL",
  // A commit is on disk when it returns, after a power failure too: a record of a write goes before the write.
  "synchronous = FULL",
  "foreign_keys = ON",
];

/**
 * Opens the database file in `dataDir`; makes the folder (mode 0700) and the file (mode 0600, which SQLite gives its
 * side files as well) where they are missing.
 * @throws StoreUnavailable
 */
export async function openDatabaseFile(dataDir: string, clock: Clock): Promise<Libsql.Database> {
  const path = join(dataDir, FILE_NAME);
  await makeFile(dataDir, path);
  const file = openFile(path);
  try {
    for (const setting of SETTINGS) await whileBusy(clock, () => void file.exec(`pragma ${setting}`));
    return file;
  } catch (error) {
    file.close();
    throw fromSqliteError(error);
  }
}

/** Merges the log into the file, so that a copy of the file alone is complete: libsql leaves that to the collector. */
export function closeDatabaseFile(file: Libsql.Database): void {
  try {
    file.exec("pragma wal_checkpoint(TRUNCATE)");
  } catch {
    // Another process reads or writes: the log is merged by the last one to close, or at the next opening.
  }
  file.close();
}

function openFile(path: string): Libsql.Database {
  try {
    return new Libsql(path);
  } catch (error) {
    throw fromSqliteError(error);
  }
}

async function makeFile(dataDir: string, path: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: ONLY_OWNER_FOLDER });
    const file = await open(path, "a", ONLY_OWNER_FILE);
    await file.close();
  } catch (error) {
    throw unavailable(error instanceof Error && "code" in error ? String(error.code) : "the folder can't be made");
  }
}
