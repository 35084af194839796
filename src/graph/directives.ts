/** How long clients may keep what they got, as `@cacheControl` on types: seconds. All of it is private. */
export const KEEP_LIVE = "@cacheControl(maxAge: 10, scope: PRIVATE)";

/** For reference data: stages, users, reasons, postings. */
export const KEEP_REFERENCE = "@cacheControl(maxAge: 60, scope: PRIVATE)";

/** The two keys of an entity that Lever knows by one id. */
export const KEY_BY_ID = '@key(fields: "id")';
export const KEY_BY_EXTERNAL_ID = '@key(fields: "connectionId externalId")';

/** The size of a Relay list, for gateways that reckon the cost of an operation. */
export const LIST_SIZE =
  '@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)';
