import { StoreFailure } from "./store-errors.js";

/** What may be bound to a statement, on every database. Truth values are kept as 0 and 1. */
export type StatementValue = string | number | bigint | Uint8Array | null;

// What PostgreSQL refuses and SQLite cuts off (NUL), or what both turn into a replacement character (lone surrogates),
// so that two account ids would become one.
const NOT_STORABLE = /\0|\p{Surrogate}/u;

/**
 * Refuses what the databases would refuse, change or (libsql, with a boolean) die of, each in its own way.
 * @throws StoreFailure without the value
 */
export function statementValues(parameters: readonly unknown[]): StatementValue[] {
  return parameters.map((value) => {
    if (isStatementValue(value)) return value;
    throw new StoreFailure(`A value of type ${typeof value} that no database can keep as it is`);
  });
}

function isStatementValue(value: unknown): value is StatementValue {
  if (typeof value === "string") return !NOT_STORABLE.test(value);
  if (typeof value === "number") return Number.isFinite(value);
  return value === null || typeof value === "bigint" || value instanceof Uint8Array;
}
