import type { Migration } from "kysely";
import { firstTables } from "./0001-first-tables.js";
import { writes } from "./0002-writes.js";
import { sync } from "./0003-sync.js";
import { permissionChecks } from "./0004-permission-checks.js";
import { webhooks } from "./0005-webhooks.js";

/**
 * Every change of the schema, by name, run in the order of the names. A line is added for a new one; what is here is
 * never changed, since it has been run somewhere.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-first-tables": firstTables,
  "0002-writes": writes,
  "0003-sync": sync,
  "0004-permission-checks": permissionChecks,
  "0005-webhooks": webhooks,
};
