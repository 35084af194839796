import { ConstraintViolated, StoreFailure, unavailable } from "../store-errors.js";

/** Result codes of SQLite that speak of the file or its locks, not of the statement: https://sqlite.org/rescode.html */
const UNAVAILABLE =
  /^SQLITE_(BUSY|LOCKED|IOERR|FULL|CANTOPEN|READONLY|CORRUPT|NOTADB|PERM|AUTH|PROTOCOL|NOMEM|NOLFS)(_|$)/;

const CONSTRAINTS: Readonly<Record<string, ConstraintViolated["constraint"]>> = {
  SQLITE_CONSTRAINT_PRIMARYKEY: "primaryKey",
  SQLITE_CONSTRAINT_UNIQUE: "unique",
  SQLITE_CONSTRAINT_FOREIGNKEY: "foreignKey",
};

/** Whether another connection holds the lock that was wanted; nothing was done then. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error) ?? "");
}

/**
 * What a failed statement means to the service. libsql's messages may quote values and paths; only codes are kept.
 */
export function fromSqliteError(error: unknown): Error {
  const code = codeOf(error);
  if (code === null)
    return error instanceof StoreFailure ? error : unavailable("the file can't be opened, or is closed");
  if (UNAVAILABLE.test(code)) return unavailable(code);
  if (code.startsWith("SQLITE_CONSTRAINT")) return new ConstraintViolated(CONSTRAINTS[code] ?? "other", code);
  return new StoreFailure(`SQLite refused a statement (${code})`);
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
