import type {
  EntityCache,
  Fetched,
  LeverBody,
  LeverClient,
  LeverFacts,
  LeverPage,
  ListedValues,
  PathParameters,
  ProbeOutcome,
  Query,
} from "../client.js";
import type { LeverDownload } from "../download/lever-download.js";
import type { LeverEndpoint } from "../endpoint.js";
import { stampOf } from "../cache/entry.js";
import { contentOf, objectIn } from "../envelope.js";
import type { LeverAnswer } from "../transport.js";
import { NOTHING_LEFT_OUT, type LeftOut } from "./list-access.js";
import {
  leftOutAtFirst,
  pageAsAskedFor,
  type PageQuestion,
  queryWithout,
  readPage,
  type ReadPage,
} from "./list-reader.js";
import type { ClientParts } from "./client-parts.js";
import { probed } from "./probed.js";
import type { Flight, Loaded, Question } from "./reads.js";
import { guarded, walk } from "./walk.js";
import { wholeList } from "./whole-list.js";
import { PAGE_ROWS, pathAndQueryOf } from "../query.js";

/** A {@link LeverClient} over the pool's shared parts. */
export class ConnectionClient implements LeverClient {
  readonly connectionId: string;
  readonly seesConfidential: boolean;
  readonly entities: EntityCache;
  readonly facts: LeverFacts;

  constructor(private readonly parts: ClientParts) {
    const { target, scope } = parts;
    this.connectionId = target.connectionId;
    this.seesConfidential = target.confidentialAccess === true && scope.seesConfidential;
    this.entities = parts.entities;
    this.facts = parts.facts;
  }

  async gather(
    endpoint: LeverEndpoint<unknown>,
    parameter: string,
    own: ListedValues,
    fits: (values: readonly string[]) => boolean,
  ): Promise<ListedValues> {
    const { target, scope, access, gatherings } = this.parts;
    if (scope.noCache) return own;
    const { epoch, fingerprint } = target;
    const whose = [stampOf(target), epoch, fingerprint, this.seesConfidential, scope.lane];
    const mayExpand = (expand: readonly string[]): boolean => !access.known(endpoint, { expand }).expand;
    return gatherings.join([...whose, endpoint.path, parameter].join(" "), own, { fits, mayExpand });
  }

  async one<Wire>(
    endpoint: LeverEndpoint<Wire>,
    parameters: PathParameters,
    query: Query = {},
  ): Promise<Fetched<Wire>> {
    const pathAndQuery = pathAndQueryOf(endpoint, parameters, this.#withConfidentiality(endpoint, query));
    const question = { endpoint, key: `ONE ${pathAndQuery}` };
    return this.parts.reads.read(question, async (flight) => {
      const answer = await this.#ask(endpoint, pathAndQuery, flight);
      const value = objectIn(answer.value, this.#identity(endpoint)) as Wire;
      return { value, fetchedAt: answer.fetchedAt, bytes: answer.bytes };
    });
  }

  async page<Wire>(
    endpoint: LeverEndpoint<Wire>,
    parameters: PathParameters,
    query: Query,
    offset?: string,
  ): Promise<LeverPage<Wire>> {
    const question = this.#pageQuestion(endpoint, query, offset);
    const { value, fetchedAt } = await this.#page(question, parameters);
    return pageFor<Wire>(value, fetchedAt);
  }

  async *pages<Wire>(
    endpoint: LeverEndpoint<Wire>,
    parameters: PathParameters,
    query: Query = {},
  ): AsyncIterable<LeverPage<Wire>> {
    const pages = walk((offset, leftOut) =>
      this.#page(this.#pageQuestion(endpoint, query, offset, leftOut), parameters),
    );
    for await (const { value, fetchedAt } of guarded(pages, this.#identity(endpoint))) {
      yield pageFor<Wire>(value, fetchedAt);
    }
  }

  async all<Wire>(
    endpoint: LeverEndpoint<Wire>,
    parameters: PathParameters,
    query: Query = {},
  ): Promise<Fetched<readonly Wire[]>> {
    const question = this.#allQuestion(endpoint, parameters, query);
    return this.parts.reads.read(question, async (flight) => {
      const pages = walk((offset, leftOut) =>
        this.#load(this.#pageQuestion(endpoint, query, offset, leftOut), parameters, flight),
      );
      const list = await wholeList(pages, this.#identity(endpoint));
      return { ...list, value: list.value as readonly Wire[] };
    });
  }

  async isCached(endpoint: LeverEndpoint<unknown>, parameters: PathParameters, query: Query = {}): Promise<boolean> {
    const single = pathAndQueryOf(endpoint, parameters, this.#withConfidentiality(endpoint, query));
    const list = this.#allQuestion(endpoint, parameters, query);
    const { reads } = this.parts;
    return (await reads.has(list)) || reads.has({ endpoint, key: `ONE ${single}` });
  }

  async isPageCached(
    endpoint: LeverEndpoint<unknown>,
    parameters: PathParameters,
    query: Query,
    offset?: string,
  ): Promise<boolean> {
    return this.parts.reads.has(pageRead(this.#pageQuestion(endpoint, query, offset), parameters));
  }

  async send(
    endpoint: LeverEndpoint<unknown>,
    parameters: PathParameters,
    query: Query,
    body?: LeverBody,
  ): Promise<unknown> {
    const { target, baseUrl, sockets } = this.parts;
    const url = baseUrl + pathAndQueryOf(endpoint, parameters, query);
    const answer = await this.parts.write({ endpoint, target, url, sockets, ...(body ? { body } : {}) });
    return contentOf(answer.value);
  }

  async probe(
    endpoint: LeverEndpoint<unknown>,
    parameters: PathParameters,
    query: Query,
    body?: LeverBody,
  ): Promise<ProbeOutcome> {
    const isRead = endpoint.method === "GET";
    const outcome = await probed(isRead, () =>
      isRead ? this.#askUnkept(endpoint, parameters, query) : this.send(endpoint, parameters, query, body),
    );
    this.parts.notices.forget(endpoint.permission);
    return outcome;
  }

  async download(
    endpoint: LeverEndpoint<unknown>,
    parameters: PathParameters,
    query: Query = {},
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<LeverDownload> {
    const { target, baseUrl } = this.parts;
    const url = baseUrl + pathAndQueryOf(endpoint, parameters, query);
    return this.parts.download({ endpoint, target, url }, options.signal);
  }

  async #page(question: PageQuestion, parameters: PathParameters): Promise<Fetched<ReadPage>> {
    const { value, fetchedAt } = await this.parts.reads.read(pageRead(question, parameters), (flight) =>
      this.#load(question, parameters, flight),
    );
    return { value: pageAsAskedFor(question, value), fetchedAt };
  }

  async #load(question: PageQuestion, parameters: PathParameters, flight: Flight): Promise<Loaded<ReadPage>> {
    const { endpoint } = question;
    const { page, answer } = await readPage(question, this.parts, (query) =>
      this.#ask(endpoint, pathAndQueryOf(endpoint, parameters, query), flight),
    );
    return { value: page, fetchedAt: answer.fetchedAt, bytes: answer.bytes };
  }

  #ask(endpoint: LeverEndpoint<unknown>, pathAndQuery: string, flight: Flight): Promise<LeverAnswer> {
    const { target, baseUrl, sockets, transport } = this.parts;
    return transport({ endpoint, target, url: baseUrl + pathAndQuery, sockets, ...flight });
  }

  async #askUnkept(endpoint: LeverEndpoint<unknown>, parameters: PathParameters, query: Query): Promise<void> {
    const pathAndQuery = pathAndQueryOf(endpoint, parameters, query);
    const question = { endpoint: { ...endpoint, maxAgeMs: 0 }, key: `PROBE ${pathAndQuery}` };
    await this.parts.reads.read(question, async (flight) => {
      const { fetchedAt, bytes } = await this.#ask(endpoint, pathAndQuery, flight);
      return { value: null, fetchedAt, bytes };
    });
  }

  #pageQuestion(
    endpoint: LeverEndpoint<unknown>,
    query: Query,
    offset: string | undefined,
    leftOut: LeftOut = NOTHING_LEFT_OUT,
  ): PageQuestion {
    const known = this.parts.access.known(endpoint, query);
    return {
      endpoint,
      query: { limit: PAGE_ROWS, ...query, offset },
      addsConfidentiality: this.#addsConfidentiality(endpoint, query),
      known: {
        expand: known.expand || leftOut.expand,
        confidentiality: known.confidentiality || leftOut.confidentiality,
      },
    };
  }

  #allQuestion(endpoint: LeverEndpoint<unknown>, parameters: PathParameters, query: Query): Question {
    const first = this.#pageQuestion(endpoint, query, undefined);
    const asked = queryWithout(first, leftOutAtFirst(first));
    return { endpoint, key: `ALL ${pathAndQueryOf(endpoint, parameters, asked)}` };
  }

  /** Lever docs, "Confidential data": lists leave confidential rows out unless they are asked for. */
  #addsConfidentiality(endpoint: LeverEndpoint<unknown>, query: Query): boolean {
    return endpoint.confidentiality && this.seesConfidential && query["confidentiality"] === undefined;
  }

  #withConfidentiality(endpoint: LeverEndpoint<unknown>, query: Query): Query {
    return this.#addsConfidentiality(endpoint, query) ? { ...query, confidentiality: "all" } : query;
  }

  #identity(endpoint: LeverEndpoint<unknown>) {
    return { endpoint, target: this.parts.target };
  }
}

/** A page's question to the cache. */
function pageRead(question: PageQuestion, parameters: PathParameters): Question {
  const asked = queryWithout(question, leftOutAtFirst(question));
  return { endpoint: question.endpoint, key: `PAGE ${pathAndQueryOf(question.endpoint, parameters, asked)}` };
}

function pageFor<Wire>({ rows, next, refusedExpand }: ReadPage, fetchedAt: number): LeverPage<Wire> {
  return { rows: rows as unknown as readonly Wire[], next, fetchedAt, refusedExpand };
}
