import type { Surroundings } from "../serve/surroundings.js";

/** Parameters of a request; a list is repeated. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** A page of one of Lever's lists. */
export interface Page<Row> {
  readonly data: readonly Row[];
  readonly next?: string;
  readonly hasNext: boolean;
}

/** Lever's list endpoints give at most so many rows. Lever docs, "Pagination". */
export const PAGE_ROWS = 100;

/** Lever over Node's own fetch, which keeps connections open. */
export class LeverHttp {
  readonly #authorization: string;

  constructor(private readonly surroundings: Pick<Surroundings, "apiKey" | "leverUrl">) {
    this.#authorization = `Basic ${Buffer.from(`${surroundings.apiKey}:`).toString("base64")}`;
  }

  /** One object. */
  async one<Row>(path: string, query: Query = {}): Promise<Row> {
    const { data } = (await this.#send("GET", path, query)) as { readonly data: Row };
    return data;
  }

  /** One page. */
  page<Row>(path: string, query: Query = {}): Promise<Page<Row>> {
    return this.#send("GET", path, { limit: PAGE_ROWS, ...query }) as Promise<Page<Row>>;
  }

  /** All pages. */
  async all<Row>(path: string, query: Query = {}): Promise<readonly Row[]> {
    const rows: Row[] = [];
    let offset: string | undefined;
    do {
      const page = await this.page<Row>(path, { ...query, offset });
      rows.push(...page.data);
      offset = page.hasNext ? page.next : undefined;
    } while (offset !== undefined);
    return rows;
  }

  /** Writes; `body` is JSON unless it is a form. */
  async post<Row>(path: string, query: Query, body: FormData | object): Promise<Row> {
    const { data } = (await this.#send("POST", path, query, body)) as { readonly data: Row };
    return data;
  }

  async #send(method: string, path: string, query: Query, body?: FormData | object): Promise<unknown> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${this.surroundings.leverUrl}${path}${queryText(query)}`, {
      method,
      headers: {
        authorization: this.#authorization,
        ...(body === undefined || isForm ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
}

/** "?a=1&b=2&b=3", or nothing. */
export function queryText(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value])
      parameters.append(name, String(one));
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}
