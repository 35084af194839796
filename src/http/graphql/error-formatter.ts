import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError, Kind } from "graphql";
import { LeverError } from "../../lever/errors.js";
import { InvalidLeverId } from "../../lever/path.js";
import { LeverUrlTooLong } from "../../lever/query.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { badUserInput } from "../../user-errors/thrown.js";
import type { AtsUserError } from "../../user-errors/user-error.js";
import { withoutValues } from "./without-values.js";

type Extensions = Readonly<Record<string, unknown>>;

/** What somebody else's defect is called; the log holds the rest. */
const MASKED = "Something went wrong on our side. Name extensions.requestId when you report it.";

/** graphql-js has no code for it. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] (\d+) tokens/;

/**
 * Makes what clients see of an error: a code of the contract, what it tells, `retryable`; never a stack, a URL or a
 * cause. `onUnexpected` hears of what is a defect of this service.
 */
export function createErrorFormatter(
  onUnexpected: (error: unknown) => void,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    if (cause instanceof GraphQLError) return fromGraphQLError(formatted, cause, onUnexpected);
    try {
      const userError = userErrorFrom(cause);
      return shaped(formatted, userError.message, { ...extensionsOf(userError), ...leverExtensions(cause) });
    } catch {
      const known = fromDefectOfInput(cause);
      if (known) return shaped(formatted, known.message, known.extensions);
      onUnexpected(cause);
      return shaped(formatted, MASKED, { code: "INTERNAL_SERVER_ERROR", retryable: false });
    }
  };
}

function shaped({ locations, path }: GraphQLFormattedError, message: string, extensions: Extensions) {
  return { message, ...(locations ? { locations } : {}), ...(path ? { path } : {}), extensions: { ...extensions } };
}

function fromGraphQLError(
  formatted: GraphQLFormattedError,
  error: GraphQLError,
  onUnexpected: (error: unknown) => void,
): GraphQLFormattedError {
  const tokens = TOO_MANY_TOKENS.exec(formatted.message);
  if (tokens) {
    const message = `The operation has more than ${tokens[1]} tokens: ask for less at once.`;
    return shaped(formatted, message, { code: "QUERY_TOO_COMPLEX", limit: "tokens", retryable: false });
  }
  const { http: _http, stacktrace: _stacktrace, ...extensions } = formatted.extensions ?? {};
  if (extensions["code"] === "INTERNAL_SERVER_ERROR" && error.originalError) {
    onUnexpected(error.originalError);
    return shaped(formatted, MASKED, { ...extensions, retryable: false });
  }
  const message = quotesInput(extensions, error) ? withoutValues(formatted.message) : formatted.message;
  return shaped(formatted, message, { retryable: false, ...argumentOf(error), ...extensions });
}

/** Whether it is graphql-js that speaks; what is thrown here quotes nothing. */
function quotesInput({ code }: Extensions, error: GraphQLError): boolean {
  return code === "GRAPHQL_PARSE_FAILED" || code === "GRAPHQL_VALIDATION_FAILED" || "argument" in argumentOf(error);
}

/** The variable whose value does not fit its type. */
function argumentOf({ nodes }: GraphQLError): Extensions {
  const [node] = nodes ?? [];
  return node?.kind === Kind.VARIABLE_DEFINITION ? { argument: node.variable.name.value } : {};
}

function extensionsOf({ code, retryable, retryAfterMs, permission }: AtsUserError): Extensions {
  return {
    code,
    retryable,
    ...(retryAfterMs === null ? {} : { retryAfterMs: Math.ceil(retryAfterMs) }),
    ...(permission === null ? {} : { permission }),
  };
}

/** What Lever said is shown where it refused what was sent: a person can act on it. */
function leverExtensions(cause: unknown): Extensions {
  if (!(cause instanceof LeverError)) return {};
  const { code, call, details } = cause;
  return {
    connectionId: call.connectionId,
    ...(code === "BAD_RESPONSE" && details.path !== undefined ? { path: details.path } : {}),
    ...(code === "REJECTED"
      ? { leverCode: details.leverCode ?? null, leverMessage: details.leverMessage ?? null }
      : {}),
  };
}

/** The Lever client's own last guards: the input got past the checks in the graph, and nothing was sent. */
function fromDefectOfInput(cause: unknown): GraphQLError | null {
  if (cause instanceof InvalidLeverId) return badUserInput(cause.parameter, "not an id of Lever's");
  if (cause instanceof LeverUrlTooLong) return badUserInput("filter", "too many values for one request: give fewer");
  return null;
}
