import type { Answer, As } from "../support/subgraph.js";

/** An answer as it came: to a query, or to any other request. */
export interface Heard {
  readonly what: string;
  /** The headers, as JSON. */
  readonly head: string;
  readonly body: string;
}

/** Somebody behind a gateway who remembers everything they are told. */
export class AttentiveCaller {
  readonly heard: Heard[] = [];

  constructor(
    readonly url: string,
    private readonly gatewaySecret: string,
  ) {}

  /** Bound: helpers of other tests take a `query`. */
  readonly query = async (
    source: string,
    variables: Readonly<Record<string, unknown>> = {},
    { account = "acme", user = "u1", email, roles = "admin,confidential,eeo", headers = {} }: As = {},
  ): Promise<Answer> => {
    const response = await this.fetch("/graphql", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-lever-report": "1",
        "router-authorization": this.gatewaySecret,
        ...{ "x-account-id": account, "x-user-id": user, "x-user-roles": roles },
        ...(email === undefined ? {} : { "x-user-email": email }),
        ...headers,
      },
      body: JSON.stringify({ query: source, variables }),
    });
    const { data, errors = [], extensions = {} } = JSON.parse(response.text) as Partial<Answer>;
    return { status: response.status, headers: response.headers, data, errors, extensions, requests: 0, calls: [] };
  };

  /** Any request, to a path of the service's or to a link that it gave out. */
  async fetch(pathOrUrl: string, request: RequestInit = {}) {
    const response = await fetch(new URL(pathOrUrl, this.url), request);
    const text = Buffer.from(await response.arrayBuffer()).toString("utf8");
    const head = JSON.stringify([...response.headers]);
    this.heard.push({ what: `${request.method ?? "GET"} ${pathOrUrl}`, head, body: text });
    return { status: response.status, headers: response.headers, text };
  }

  /** The errors and user errors of all GraphQL answers, without the data beside them. */
  get errors(): string {
    const answers = this.heard.filter(({ what }) => what === "POST /graphql");
    return answers.flatMap(({ body }) => errorsIn(JSON.parse(body))).join("\n");
  }
}

/** Lists called `errors` or `userErrors`, and an `error`, at any depth. */
function errorsIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    /^(errors|userErrors|error)$/.test(name) ? [JSON.stringify(inner)] : errorsIn(inner),
  );
}
