import type { OperationHooks } from "./operation-hooks.js";

interface Refusal {
  readonly errors?: readonly { readonly extensions?: object }[];
}

/**
 * The same in what Apollo Server refuses before there is an operation, where plugins are not asked: a batch, a request
 * that a page of another site could have sent.
 */
export function withRequestId(payload: unknown, requestId: string): unknown {
  if (typeof payload !== "string" || !payload.startsWith("{")) return payload;
  const refusal = JSON.parse(payload) as Refusal;
  const errors = refusal.errors?.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
  return JSON.stringify({ ...refusal, errors });
}

/** Puts the request's id into every error, so that a report of it can be found in the log. */
export function requestId(): OperationHooks {
  return {
    answered: ({ response, contextValue }) => {
      if (response.body.kind !== "single") return;
      const { errors } = response.body.singleResult;
      if (!errors) return;
      response.body.singleResult.errors = errors.map((error) => ({
        ...error,
        extensions: { ...error.extensions, requestId: contextValue.requestId },
      }));
    },
  };
}
