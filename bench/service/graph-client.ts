/** Who asks: a recruiter of the benchmark's account, in the account that everything is connected for. */
const CALLER = {
  "x-account-id": "bench",
  "x-user-id": "u1",
  "x-user-email": "recruiter1@bench.test",
  "x-user-roles": "admin,confidential,eeo",
};

/** What an operation came back with. */
export interface GraphAnswer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** A GraphQL service over HTTP, ours or a rival's. */
export class GraphClient {
  /** `url`: "http://127.0.0.1:PORT" */
  constructor(readonly url: string) {}

  /** Sends an operation, whatever comes of it. */
  async send(
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<GraphAnswer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...CALLER, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphAnswer;
  }

  /**
   * Sends an operation and answers with its data.
   * @throws Error where there are errors, or no data
   */
  async ask(
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    const { data, errors = [] } = await this.send(query, variables, headers);
    if (data === null || errors.length > 0) throw new Error(`Not answered: ${JSON.stringify(errors).slice(0, 600)}`);
    return data;
  }
}
