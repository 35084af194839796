import { wholeNumber } from "../format.js";
import type { Definition } from "./definition.js";

/** How much one request may ask for. */
export const LIMIT_VARIABLES = {
  REQUEST_TIMEOUT_MS: {
    meaning: "longest a GraphQL operation may take, below the gateway's, milliseconds",
    format: wholeNumber(100, 600_000),
    fallback: "25000",
  },
  BODY_TIMEOUT_MS: {
    meaning: "longest a request's body may take to come in, milliseconds",
    format: wholeNumber(100, 600_000),
    fallback: "30000",
  },
  MAX_BODY_BYTES: {
    meaning: "largest body of a GraphQL request, bytes",
    format: wholeNumber(1_024, 100_000_000),
    fallback: "2000000",
  },
  MAX_QUERY_DEPTH: { meaning: "levels of fields in an operation", format: wholeNumber(1, 1_000), fallback: "20" },
  MAX_QUERY_ALIASES: { meaning: "aliases in an operation", format: wholeNumber(0, 10_000), fallback: "50" },
  MAX_QUERY_TOKENS: {
    meaning: "tokens in a document",
    format: wholeNumber(100, 1_000_000),
    fallback: "10000",
  },
  MAX_QUERY_COST: {
    meaning: "rows that the lists of an operation may bring, each list within the others",
    format: wholeNumber(100, 100_000_000),
    fallback: "1000000",
  },
  MAX_LIST_ITEMS: {
    meaning: "items of a list in an argument or a variable",
    format: wholeNumber(1, 1_000_000),
    fallback: "1000",
  },
  MAX_REPRESENTATIONS: {
    meaning: "representations in one `_entities`",
    format: wholeNumber(1, 100_000),
    fallback: "1000",
  },
  MAX_OPERATIONS: {
    meaning: "GraphQL operations at once; more are told to come back (`OVERLOADED`)",
    format: wholeNumber(1, 100_000),
    fallback: "1000",
  },
  MAX_ACCOUNT_OPERATIONS: {
    meaning: "GraphQL operations of one account at once; more are told to come back (`OVERLOADED`)",
    format: wholeNumber(1, 100_000),
    fallback: "500",
  },
  MAX_EVENT_LOOP_LAG_MS: {
    meaning: "how far the process may be behind before it tells callers to come back (`OVERLOADED`), milliseconds",
    format: wholeNumber(10, 60_000),
    fallback: "2000",
  },
  MAX_BULK_ITEMS: { meaning: "items in a bulk mutation", format: wholeNumber(1, 10_000), fallback: "100" },
} as const satisfies Readonly<Record<string, Definition<unknown>>>;
