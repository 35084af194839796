import type { LeverDownload } from "./download/lever-download.js";
import type { LeverEndpoint } from "./endpoint.js";
import type { EpochMillis, LeverId } from "./wire.js";

/** Path parameters by name, raw: the client percent-encodes them. */
export type PathParameters = Readonly<Record<string, LeverId>>;

/** Query parameters; several values repeat the parameter. Lever docs, "Query parameters". undefined: left out. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** A value, and when it was read from Lever. */
export interface Fetched<Value> {
  readonly value: Value;
  readonly fetchedAt: EpochMillis;
}

/** What somebody is about to ask of a list: for those values of one parameter, with that expanded. */
export interface ListedValues {
  readonly values: readonly string[];
  /** Names of what is to come with the rows. Lever docs, "Expanding". */
  readonly expand: readonly string[];
}

/** One page of a list. Lever docs, "Pagination". */
export interface LeverPage<Wire> {
  readonly rows: readonly Wire[];
  /** Lever's opaque token of the next page; null on the last one. */
  readonly next: string | null;
  readonly fetchedAt: EpochMillis;
  /**
   * The `expand` values that had to be left out because Lever refused the list with them (403) and took it without:
   * the rows hold ids there. Empty in the usual case.
   */
  readonly refusedExpand: readonly string[];
}

/**
 * Answers kept by the thing they are about instead of by their URL, for loaders that read many at once.
 *
 * One for each connection and visibility (with or without confidential rows); nothing put in by one account can be
 * got by another. Values are shared: never change one.
 */
export interface EntityCache {
  /** In the order of `keys`; undefined for what isn't there, is past its age, or under `cache-control: no-cache`. */
  getMany<Value>(kind: string, keys: readonly string[]): Promise<readonly (Fetched<Value> | undefined)[]>;
  /** Keeps the entries for `maxAgeMs` milliseconds. Dropped silently where a write has overtaken the read. */
  setMany<Value>(
    kind: string,
    entries: readonly (readonly [key: string, entry: Fetched<Value>])[],
    maxAgeMs: number,
  ): Promise<void>;
}

/**
 * What was found out of how Lever treats a connection: how many values it takes, how large a list is. Nothing of
 * anybody's, so that it is known under `cache-control: no-cache` as well; writes change none of it.
 */
export interface LeverFacts {
  /** Undefined where it was not found out, or too long ago. */
  get<Value>(name: string): Promise<Value | undefined>;
  /** Keeps it for `maxAgeMs` milliseconds, for all callers and replicas. `value`: JSON. */
  set(name: string, value: unknown, maxAgeMs: number): Promise<void>;
}

/**
 * What an endpoint's answer tells of its permission. "granted": success, or a read of what doesn't exist. "refused":
 * 403. "untold": Lever refused it for another reason, which a write may get before or after its permission is looked at.
 */
export type ProbeOutcome = "granted" | "refused" | "untold";

/** What a write sends. */
export type LeverBody =
  | { readonly kind: "json"; readonly value: unknown }
  | {
      readonly kind: "multipart";
      readonly fields: readonly (readonly [string, string])[];
      readonly files: readonly LeverFilePart[];
    };

/** A file in a multipart body. */
export interface LeverFilePart {
  readonly field: string;
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Blob;
}

/**
 * Lever's Data API for one connection, on behalf of one operation.
 *
 * `confidentiality=all` is added by the client itself, exactly where the endpoint takes it, the connection has
 * confidential access and the scope may see confidential rows; a query that names `confidentiality` wins.
 * Every method throws {@link LeverError}.
 */
export interface LeverClient {
  readonly connectionId: string;
  /** True when confidential rows are asked for: the connection has access and the scope may see them. */
  readonly seesConfidential: boolean;
  readonly entities: EntityCache;
  readonly facts: LeverFacts;
  /**
   * Waits a moment for others who are about to ask the same list for other values of `parameter`, over all operations of
   * the connection, lane and visibility; answers with theirs and one's own, as far as that `fits` one request and Lever is
   * not known to refuse it. Whoever then asks for all of it shares one request with them. Under `cache-control: no-cache`:
   * one's own, at once.
   */
  gather(
    endpoint: LeverEndpoint<unknown>,
    parameter: string,
    own: ListedValues,
    fits: (values: readonly string[]) => boolean,
  ): Promise<ListedValues>;
  /** A single object. `data` is unwrapped. */
  one<Wire>(endpoint: LeverEndpoint<Wire>, parameters: PathParameters, query?: Query): Promise<Fetched<Wire>>;
  /** One page of a list: `offset` is the `next` of the page before it. Asks for 100 rows unless the query says. */
  page<Wire>(
    endpoint: LeverEndpoint<Wire>,
    parameters: PathParameters,
    query: Query,
    offset?: string,
  ): Promise<LeverPage<Wire>>;
  /** All pages, in order, each fetched when it is asked for. Throws BAD_RESPONSE where tokens go round in a loop. */
  pages<Wire>(endpoint: LeverEndpoint<Wire>, parameters: PathParameters, query?: Query): AsyncIterable<LeverPage<Wire>>;
  /** All rows of a list, to its last page, kept as one cache entry; `fetchedAt` is the oldest page's. */
  all<Wire>(
    endpoint: LeverEndpoint<Wire>,
    parameters: PathParameters,
    query?: Query,
  ): Promise<Fetched<readonly Wire[]>>;
  /** Whether {@link one} (of a single object) or {@link all} (of a list) would be served from the cache just now. */
  isCached(endpoint: LeverEndpoint<unknown>, parameters: PathParameters, query?: Query): Promise<boolean>;
  /** Whether {@link page} would be served from the cache just now. */
  isPageCached(
    endpoint: LeverEndpoint<unknown>,
    parameters: PathParameters,
    query: Query,
    offset?: string,
  ): Promise<boolean>;
  /** A write, sent at most once after it may have been acted on. The answer is Lever's body, unwrapped, or null. */
  send(endpoint: LeverEndpoint<unknown>, parameters: PathParameters, query: Query, body?: LeverBody): Promise<unknown>;
  /**
   * Asks only to learn whether the key has the endpoint's permission: nothing is cached, and what is answered is thrown
   * away. The observer may hear of it as of any call; keeping the outcome is the asker's. A write is for what doesn't
   * exist: this doesn't see to it.
   */
  probe(
    endpoint: LeverEndpoint<unknown>,
    parameters: PathParameters,
    query: Query,
    body?: LeverBody,
  ): Promise<ProbeOutcome>;
  /**
   * Begins to read a file; never from a cache. The scope's deadline counts until the answer begins. Redirects are
   * followed where they may be, and the key goes to Lever only.
   */
  download(
    endpoint: LeverEndpoint<unknown>,
    parameters: PathParameters,
    query?: Query,
    options?: { readonly signal?: AbortSignal },
  ): Promise<LeverDownload>;
}

/** A connection as the client needs it. */
export interface LeverTarget {
  readonly accountId: string;
  readonly connectionId: string;
  /** An API key (sent as the user name of Basic auth) or an OAuth access token (sent as Bearer). Lever docs, "Authentication". */
  readonly credential: { readonly kind: "apiKey" | "bearer"; readonly secret: string };
  /** Digest of the credential: connections with the same one share one request budget. */
  readonly fingerprint: string;
  /** Part of every cache key: raised when the credential changes or the connection is removed. */
  readonly epoch: number;
  /** Null before it has been found out; then confidential rows are not asked for. */
  readonly confidentialAccess: boolean | null;
}

/** What is left of a key's budget. */
export interface BudgetState {
  readonly requestsPerSecond: number;
  readonly burst: number;
  readonly available: number;
  readonly queued: number;
}

/** What the client tells the rest of the product of a connection and the epoch of its key; none of these may throw. */
export interface LeverObserver {
  /** Lever said 401 to the connection's credential. */
  onUnauthorized(connectionId: string, epoch: number): void;
  /** Lever accepted (2xx) or refused (403, of a list or after the retries of `confidentiality`) a permission. */
  onPermission(connectionId: string, permission: string, granted: boolean, epoch: number): void;
  /** A list was refused with `confidentiality=all` and taken without it. */
  onConfidentialRefused(connectionId: string, epoch: number): void;
}
