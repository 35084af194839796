import type { SandboxKey } from "../keys.js";
import { PERMISSIONS } from "../permissions.js";
import type { Account } from "./account.js";
import type { Content } from "./content.js";
import type { RequestBody } from "./request-body.js";
import { parseQuery, type ParsedQuery, type QueryShape } from "./query-parameter.js";
import { forbidden } from "./refusal.js";

/** What an endpoint answers. */
export type Answer =
  | { readonly kind: "json"; readonly status: number; readonly body: unknown }
  | { readonly kind: "bytes"; readonly status: number; readonly content: Content; readonly contentType: string }
  | { readonly kind: "empty"; readonly status: number };

/** A request to an endpoint, authenticated, its query not read yet. */
export interface IncomingCall {
  readonly account: Account;
  readonly key: SandboxKey;
  /** The values of the template's placeholders, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Below /v1, without the query. */
  readonly path: string;
  readonly search: URLSearchParams;
  readonly body: RequestBody;
}

/** A request to an endpoint. */
export interface Call<Shape extends QueryShape = QueryShape> extends IncomingCall {
  readonly query: ParsedQuery<Shape>;
}

/** An endpoint as it is written down. */
export interface RouteDefinition<Shape extends QueryShape> {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below /v1; placeholders are named as in permissions.ts. */
  readonly template: string;
  /** All query parameters that it takes. */
  readonly query: Shape;
  answer(call: Call<Shape>): Answer;
}

/** An endpoint as the server calls it. */
export interface Route {
  readonly method: string;
  readonly template: string;
  /** Throws a Refusal. */
  answer(call: IncomingCall): Answer;
}

/** The permissions of which one unlocks the call. */
export function permissionsFor(method: string, template: string): readonly string[] {
  const endpoint = `${method} ${template}`;
  const entries: readonly (readonly [string, readonly string[]])[] = Object.entries(PERMISSIONS);
  return entries.filter(([, endpoints]) => endpoints.includes(endpoint)).map(([name]) => name);
}

/** An endpoint behind its permission. Throws where permissions.ts doesn't have it. */
export function defineRoute<const Shape extends QueryShape>(definition: RouteDefinition<Shape>): Route {
  const { method, template } = definition;
  const permissions = permissionsFor(method, template);
  if (permissions.length === 0) throw new Error(`No permission in permissions.ts unlocks ${method} ${template}`);
  return {
    method,
    template,
    answer(call) {
      if (!permissions.some((name) => call.key.permissions.includes(name))) {
        throw forbidden(`The API key is not permitted to: ${permissions.join(" / ")}`);
      }
      return definition.answer({ ...call, query: parseQuery(definition.query, call.search) });
    },
  };
}

/**
 * An endpoint below /opportunities and its deprecated twin below /candidates, which acts on the same opportunity.
 * Lever docs, "Candidates (deprecated)". The twin has a permission of its own.
 */
export function defineTwins<const Shape extends QueryShape>(definition: RouteDefinition<Shape>): readonly Route[] {
  return [
    defineRoute(definition),
    defineRoute({
      ...definition,
      template: definition.template.replace("/opportunities", "/candidates").replace(":opportunity", ":candidate"),
      answer: ({ parameters: { candidate, ...others }, ...call }) =>
        definition.answer({
          ...call,
          parameters: candidate === undefined ? others : { ...others, opportunity: candidate },
        }),
    }),
  ];
}

/** An answer with one object. Lever docs, "Response format". */
export function objectAnswer(data: unknown, status = 200): Answer {
  return { kind: "json", status, body: { data } };
}
