import { StoreUnavailable } from "./store.js";

/**
 * The database was migrated by a newer version of this service, which is the one to start. Nothing was changed.
 */
export class StoreSchemaTooNew extends Error {
  override readonly name = "StoreSchemaTooNew";

  constructor(
    /** Names of the migrations that this version does not know. */
    readonly unknownMigrations: readonly string[],
  ) {
    super(`The database was migrated by a newer version of this service: ${unknownMigrations.join(", ")}`);
  }
}

/**
 * A statement that the database answered with an error of the statement's own: a defect of this service. The message
 * has the database's code and nothing of the statement or its values, and so there is no `cause` either.
 */
export class StoreFailure extends Error {
  override readonly name: string = "StoreFailure";
}

/** A row that may not be there, or lacks the row that it refers to. */
export class ConstraintViolated extends StoreFailure {
  override readonly name = "ConstraintViolated";

  constructor(
    readonly constraint: "primaryKey" | "unique" | "foreignKey" | "other",
    code: string,
  ) {
    super(`A constraint of the database was violated (${code})`);
  }
}

/** Two transactions stood in each other's way and the database gave up this one: the same again may well succeed. */
export class StoreContention extends StoreUnavailable {
  constructor(code: string) {
    super(`The durable state is contended (${code})`);
  }
}

/** The connection is not, or no longer, there: nothing can be kept of it. */
export class UnknownConnection extends Error {
  override readonly name = "UnknownConnection";

  constructor() {
    super("There is no such connection");
  }
}

/** The upload is not, or no longer, there: what was read of it so far is not the whole file. */
export class UploadGone extends Error {
  override readonly name = "UploadGone";

  constructor() {
    super("There is no such upload");
  }
}

/** The error for a database that does not answer. `reason` is fixed words or a code, never text of the database's. */
export function unavailable(reason: string): StoreUnavailable {
  return new StoreUnavailable(`The durable state can't be reached: ${reason}`);
}
