import { PERMISSION_INSTEAD, PERMISSION_USES } from "../src/connections/permission-uses.js";
import { REQUIRED_READ_PERMISSIONS, REQUIRED_WRITE_PERMISSIONS } from "../src/connections/required-permissions.js";
import type { LeverEndpoint } from "../src/lever/endpoint.js";
import { table } from "./fill-regions.js";

type Endpoints = readonly LeverEndpoint<unknown>[];

/** What `expand` brings needs a permission of its own, though no endpoint of ours is called by it. */
export const EXPANDED: Readonly<Record<string, string>> = {
  "find all opportunity applications": "`expand=applications` of `GET /opportunities`",
};

const REQUIRED: ReadonlySet<string> = new Set([...REQUIRED_READ_PERMISSIONS, ...REQUIRED_WRITE_PERMISSIONS]);

const code = (text: string): string => `\`${text}\``;

/** Findem's list in its order, then what an endpoint of ours names beyond it: what calls it, and what needs it. */
export function permissionTable(endpoints: Endpoints): string {
  const beyond = endpoints.map(({ permission }) => permission).filter((permission) => !REQUIRED.has(permission));
  const names = [...REQUIRED, ...[...new Set(beyond)].sort()];
  return table([
    ["permission", "access", "Findem's list", "endpoint", "needed by"],
    ...names.map((name) =>
      rowOf(
        name,
        endpoints.filter(({ permission }) => permission === name),
      ),
    ),
  ]);
}

/** Where Lever documents each endpoint that is called. */
export function endpointTable(endpoints: Endpoints): string {
  return table([
    ["endpoint", "permission", "Lever docs", "kept"],
    ...endpoints.map(({ method, path, permission, documentation, maxAgeMs }) => [
      code(`${method} ${path}`),
      permission,
      documentation,
      method === "GET" && maxAgeMs > 0 ? `${maxAgeMs / 1_000} s` : "never",
    ]),
  ]);
}

function rowOf(permission: string, own: Endpoints): readonly string[] {
  const isWrite = REQUIRED_WRITE_PERMISSIONS.includes(permission) || own.some(({ method }) => method !== "GET");
  const called = own.map(({ method, path }) => code(`${method} ${path}`)).join(", ");
  return [
    permission,
    isWrite ? "write" : "read",
    REQUIRED.has(permission) ? "yes" : "no",
    called || (EXPANDED[permission] ?? ""),
    neededBy(permission),
  ];
}

function neededBy(permission: string): string {
  const uses = PERMISSION_USES[permission] ?? [];
  if (uses.length > 0) return uses.map(code).join(", ");
  const instead = PERMISSION_INSTEAD[permission];
  if (instead === undefined) return "not used yet";
  return permission in PERMISSION_USES ? `nothing; without it: ${instead}` : `not used; instead: ${instead}`;
}
