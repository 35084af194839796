import DataLoader from "dataloader";
import { DirectSource } from "./direct-source.js";
import type { LeverHttp } from "./lever-http.js";
import type { ApplicationWire, ContactWire, OpportunityWire, PostingWire, StageWire, UserWire } from "./wire.js";

/** Values of one request at most: 100 contact ids are 4.8 KB. */
const MOST_CONTACTS = 100;

/**
 * A DataLoader for each thing, as is usual: by id where Lever has an object endpoint, through the list where it has one
 * that is short (stages, users, postings), by contact through the filter that takes several.
 */
export class BatchingSource extends DirectSource {
  readonly #opportunities = byId((id) => super.opportunity(id));
  readonly #contacts = byId((id) => super.contact(id));
  readonly #applications = byId((id) => super.applications(id));
  readonly #stages: DataLoader<string, StageWire>;
  readonly #users: DataLoader<string, UserWire>;
  readonly #postings: DataLoader<string, PostingWire>;
  readonly #byContact: DataLoader<string, readonly OpportunityWire[]>;
  readonly #byEmail = byId((email) => super.opportunitiesByEmail(email));
  #active: Promise<readonly OpportunityWire[]> | undefined;
  #listedUsers: Promise<readonly UserWire[]> | undefined;

  constructor(http: LeverHttp) {
    super(http);
    this.#stages = throughList(() => http.all<StageWire>("/stages"));
    this.#users = throughList(() => this.#allUsers());
    this.#postings = throughList(() => http.all<PostingWire>("/postings"));
    this.#byContact = opportunitiesByContact(http);
  }

  override opportunity(id: string): Promise<OpportunityWire> {
    return this.#opportunities.load(id);
  }

  override opportunitiesOf(contactId: string): Promise<readonly OpportunityWire[]> {
    return this.#byContact.load(contactId);
  }

  override opportunitiesByEmail(email: string): Promise<readonly OpportunityWire[]> {
    return this.#byEmail.load(email);
  }

  override contact(id: string): Promise<ContactWire> {
    return this.#contacts.load(id);
  }

  override applications(opportunityId: string): Promise<readonly ApplicationWire[]> {
    return this.#applications.load(opportunityId);
  }

  override stage(id: string): Promise<StageWire> {
    return this.#stages.load(id);
  }

  override user(id: string): Promise<UserWire> {
    return this.#users.load(id);
  }

  override async userByEmail(email: string): Promise<UserWire> {
    const user = (await this.#allUsers()).find((one) => one.email === email);
    if (user === undefined) throw new Error("Nobody at Lever has the caller's address");
    return user;
  }

  override posting(id: string): Promise<PostingWire> {
    return this.#postings.load(id);
  }

  /** All stages are counted in one walk. */
  override async activeIn(stageId: string): Promise<number> {
    this.#active ??= this.http.all("/opportunities", { archived: false });
    return (await this.#active).filter(({ stage }) => stage === stageId).length;
  }

  #allUsers(): Promise<readonly UserWire[]> {
    this.#listedUsers ??= this.http.all<UserWire>("/users");
    return this.#listedUsers;
  }
}

/** People's candidacies through Lever's filter by contact, which takes several. */
export function opportunitiesByContact(http: LeverHttp): DataLoader<string, readonly OpportunityWire[]> {
  return new DataLoader(
    async (ids) => {
      const rows = await http.all<OpportunityWire>("/opportunities", { contact_id: ids });
      return ids.map((id) => rows.filter(({ contact }) => contact === id));
    },
    { maxBatchSize: MOST_CONTACTS },
  );
}

/** Everybody who asks in the same turn is answered in the same turn, so that what they ask next comes together too. */
export function byId<Value>(read: (id: string) => Promise<Value>): DataLoader<string, Value> {
  return new DataLoader((ids) => Promise.all(ids.map((id) => read(id).catch(toError))));
}

/** The list is read once, however many turns of the event loop its rows are asked for in. */
function throughList<Row extends { readonly id: string }>(
  list: () => Promise<readonly Row[]>,
): DataLoader<string, Row> {
  let listed: Promise<readonly Row[]> | undefined;
  return new DataLoader(async (ids) => {
    listed ??= list();
    const rows = new Map((await listed).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? new Error(`Lever lists no ${id}`));
  });
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
