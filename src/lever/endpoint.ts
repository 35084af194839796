export type LeverMethod = "GET" | "POST" | "PUT" | "DELETE";

/**
 * One endpoint of Lever's Data API: the only place where its path meets the name of the permission it needs.
 *
 * `Wire` is the shape of one row (of the object, for an endpoint that answers a single one).
 */
export interface LeverEndpoint<Wire> {
  readonly method: LeverMethod;
  /** Below the base URL, with named parameters: "/opportunities/:opportunity/notes". */
  readonly path: string;
  /** The name on Lever's API credentials page, e.g. "find all stages". */
  readonly permission: string;
  /** Where Lever documents it, e.g. "Opportunities > List all opportunities". */
  readonly documentation: string;
  /** GET only: how long an answer may be served again, milliseconds. 0: never kept. */
  readonly maxAgeMs: number;
  /** The list leaves confidential rows out unless `confidentiality=all` is sent. Lever docs, "Confidential data". */
  readonly confidentiality: boolean;
  /** How often Lever lets one key call it in a second, beside the key's budget; null: that alone limits it. */
  readonly requestsPerSecond: number | null;
  /** Never set; carries the row's type. */
  readonly wire?: Wire;
}

/** What {@link defineEndpoint} takes; the rest has defaults: GET, no age, no confidentiality filter, no limit of its own. */
export type EndpointDefinition = Pick<LeverEndpoint<unknown>, "path" | "permission" | "documentation"> &
  Partial<Pick<LeverEndpoint<unknown>, "method" | "maxAgeMs" | "confidentiality" | "requestsPerSecond">>;

/** Makes the definition of an endpoint; a slice keeps its own in `<resource>.lever.ts`. */
export function defineEndpoint<Wire>(definition: EndpointDefinition): LeverEndpoint<Wire> {
  return Object.freeze({ method: "GET", maxAgeMs: 0, confidentiality: false, requestsPerSecond: null, ...definition });
}
