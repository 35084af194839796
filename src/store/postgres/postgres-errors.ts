import { ConstraintViolated, StoreContention, StoreFailure, unavailable } from "../store-errors.js";

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** Classes of codes that speak of the server or the way to it, not of the statement, and some single codes. */
const UNAVAILABLE = /^(08|28|3D|53|57|58)|^(25006|55P03|XX001|XX002)$/;
const CONTENTION = /^40(001|P01)$/;

const IN_WORDS: Readonly<Record<string, string>> = {
  "25006": "the server is read-only, perhaps a standby",
  "28000": "the server refused the login",
  "28P01": "the server refused the password",
  "3D000": "there is no such database",
  "53300": "the server has too many connections",
  "55P03": "a lock was not to be had in time",
  "57014": "a statement took too long",
};

/**
 * What a failed statement or connection means to the service. PostgreSQL's messages and details quote values, and those
 * of the client addresses and names; only codes are kept.
 */
export function fromPostgresError(error: unknown): Error {
  if (error instanceof StoreFailure) return error;
  const code = codeOf(error);
  if (code === null) return fromClientError(error);
  if (!SQLSTATE.test(code)) return unavailable(code);
  if (CONTENTION.test(code)) return new StoreContention(code);
  if (UNAVAILABLE.test(code)) return unavailable(IN_WORDS[code] ? `${IN_WORDS[code]} (${code})` : code);
  if (code.startsWith("23")) return new ConstraintViolated(constraintOf(error, code), code);
  return new StoreFailure(`PostgreSQL refused a statement (${code})`);
}

/** pg's own errors have no code: lost connections and its time-outs, or a defect when they are a TypeError. */
function fromClientError(error: unknown): Error {
  if (error instanceof TypeError) return new StoreFailure("The PostgreSQL client refused a statement");
  const tookTooLong = error instanceof Error && /timeout/i.test(error.message);
  return unavailable(tookTooLong ? "no answer in time" : "the connection was lost");
}

function constraintOf(error: unknown, code: string): ConstraintViolated["constraint"] {
  if (code === "23503") return "foreignKey";
  if (code !== "23505") return "other";
  const name = error instanceof Error && "constraint" in error ? String(error.constraint) : "";
  return name.endsWith("_pkey") ? "primaryKey" : "unique";
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
