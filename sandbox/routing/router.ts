import type { Route } from "./route.js";

/** A route and the values of its placeholders. */
export interface RouteMatch {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

interface Entry {
  readonly route: Route;
  readonly segments: readonly string[];
}

/** Finds the route of a request. Words of a path go before placeholders: /opportunities/deleted is no id. */
export class Router {
  readonly #entries: readonly Entry[];

  constructor(routes: readonly Route[]) {
    const wordsIn = ({ segments }: Entry) => segments.filter((segment) => !segment.startsWith(":")).length;
    this.#entries = routes
      .map((route) => ({ route, segments: route.template.split("/") }))
      .sort((a, b) => wordsIn(b) - wordsIn(a));
  }

  /** `path`: below /v1, as sent. Null where there is none. */
  find(method: string, path: string): RouteMatch | null {
    const segments = path.split("/").map(decodedOrNull);
    for (const { route, segments: expected } of this.#entries) {
      if (route.method !== method || expected.length !== segments.length) continue;
      const parameters = parametersOf(expected, segments);
      if (parameters !== null) return { route, parameters };
    }
    return null;
  }
}

function parametersOf(
  expected: readonly string[],
  segments: readonly (string | null)[],
): Record<string, string> | null {
  const parameters: Record<string, string> = {};
  for (const [index, word] of expected.entries()) {
    const segment = segments[index] ?? "";
    if (!word.startsWith(":")) {
      if (segment !== word) return null;
    } else {
      if (segment === "") return null;
      parameters[word.slice(1)] = segment;
    }
  }
  return parameters;
}

function decodedOrNull(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
