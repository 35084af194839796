import { GraphQLError, OperationTypeNode } from "graphql";
import { givenTo } from "./given-values.js";
import type { OperationHooks } from "./operation-hooks.js";

/** NUL, which PostgreSQL refuses and SQLite cuts off; half a character, which has no bytes of its own in any encoding. */
const NOT_WHOLE = /\0|\p{Surrogate}/u;

/** What can't be a key of Lever's is refused as a key, wherever its fault is. */
const CHECKED_BY_ITSELF = "apiKey";

/**
 * Refuses mutations with a text that can't be kept, sent or sealed as it is: two of them would become one. Queries keep
 * nothing, and are answered as about a text that nobody has.
 */
export function wholeTexts(): OperationHooks {
  return {
    resolved: ({ operation, document, request }) => {
      if (operation?.operation !== OperationTypeNode.MUTATION) return;
      for (const { name, value } of givenTo(operation, document, request.variables).given) {
        const place = brokenTextIn(value, name);
        if (place !== null) throw notWhole(place);
      }
    },
  };
}

function notWhole(argument: string): GraphQLError {
  return new GraphQLError(`${argument}: has half a character, or NUL, in it`, {
    extensions: { code: "BAD_USER_INPUT", argument, retryable: false, http: { status: 400 } },
  });
}

/** Where it stands, as "input.items.1.name"; a client may nest values deeper than functions may call. */
function brokenTextIn(given: unknown, name: string): string | null {
  const rest: (readonly [place: string, value: unknown])[] = [[name, given]];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const [place, value] = next;
    if (typeof value === "string" && NOT_WHOLE.test(value)) return place;
    if (typeof value !== "object" || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (key !== CHECKED_BY_ITSELF) rest.push([`${place}.${key}`, inner]);
    }
  }
  return null;
}
