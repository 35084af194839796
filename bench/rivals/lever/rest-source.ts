import { type DataSourceConfig, RESTDataSource } from "@apollo/datasource-rest";
import { byId, opportunitiesByContact } from "./batching-source.js";
import { DirectSource } from "./direct-source.js";
import { LeverHttp, type Page, PAGE_ROWS, type Query, queryText } from "./lever-http.js";
import type { Surroundings } from "../serve/surroundings.js";
import type { ContactWire, OpportunityWire, PostingWire, StageWire, UserWire } from "./wire.js";

/** How long an answer may be served again, seconds: as long as this product serves its own. */
const SECONDS = { opportunities: 30, postings: 300, users: 600, stages: 1_800 };

type Parts = Pick<Surroundings, "apiKey" | "leverUrl">;

/** Apollo's data source over Lever: answers are cached over operations, and the same GET is sent once in an operation. */
class LeverDataSource extends RESTDataSource {
  override readonly baseURL: string;
  readonly #authorization: string;

  constructor({ apiKey, leverUrl }: Parts, config: DataSourceConfig) {
    super(config);
    this.baseURL = `${leverUrl}/`;
    this.#authorization = `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`;
  }

  /** `path`: with a slash at its beginning, and with its query. */
  read<Answer>(path: string): Promise<Answer> {
    const [, resource = ""] = path.split(/[/?]/);
    const ttl = SECONDS[resource as keyof typeof SECONDS] ?? SECONDS.opportunities;
    const headers = { authorization: this.#authorization };
    return this.get<Answer>(path.slice(1), { headers, cacheOptions: { ttl } });
  }
}

/** Requests of {@link LeverHttp}, the reads among them through Apollo's data source. */
class CachedHttp extends LeverHttp {
  readonly #source: LeverDataSource;

  constructor(parts: Parts, config: DataSourceConfig) {
    super(parts);
    this.#source = new LeverDataSource(parts, config);
  }

  override async one<Row>(path: string, query: Query = {}): Promise<Row> {
    return (await this.#source.read<{ readonly data: Row }>(`${path}${queryText(query)}`)).data;
  }

  override page<Row>(path: string, query: Query = {}): Promise<Page<Row>> {
    return this.#source.read(`${path}${queryText({ limit: PAGE_ROWS, ...query })}`);
  }
}

/**
 * As its documentation recommends: one for each operation, with the server's cache behind it. What Lever lists briefly is
 * read by its list, which is cached as one answer.
 */
export class RestSource extends DirectSource {
  readonly #byContact = opportunitiesByContact(this.http);
  readonly #contacts = byId((id) => super.contact(id));
  readonly #byEmail = byId((email) => super.opportunitiesByEmail(email));

  constructor(parts: Parts, config: DataSourceConfig) {
    super(new CachedHttp(parts, config));
  }

  override contact(id: string): Promise<ContactWire> {
    return this.#contacts.load(id);
  }

  override opportunitiesByEmail(email: string): Promise<readonly OpportunityWire[]> {
    return this.#byEmail.load(email);
  }

  /** Batches, as its documentation has it, are a DataLoader's. */
  override opportunitiesOf(contactId: string): Promise<readonly OpportunityWire[]> {
    return this.#byContact.load(contactId);
  }

  override async stage(id: string): Promise<StageWire> {
    return found(await this.http.all<StageWire>("/stages"), id);
  }

  override async user(id: string): Promise<UserWire> {
    return found(await this.http.all<UserWire>("/users"), id);
  }

  override async posting(id: string): Promise<PostingWire> {
    return found(await this.http.all<PostingWire>("/postings"), id);
  }

  /** All stages are counted in one walk. */
  override async activeIn(stageId: string): Promise<number> {
    const rows = await this.http.all<{ readonly stage: string }>("/opportunities", { archived: false });
    return rows.filter(({ stage }) => stage === stageId).length;
  }
}

function found<Row extends { readonly id: string }>(rows: readonly Row[], id: string): Row {
  const row = rows.find((one) => one.id === id);
  if (row === undefined) throw new Error(`Lever lists no ${id}`);
  return row;
}
