import type { LeverHttp, Query } from "./lever-http.js";
import type { LeverSource } from "./lever-source.js";
import type {
  ApplicationWire,
  ContactWire,
  OpportunityWire,
  PartWires,
  PostingWire,
  StageWire,
  UserWire,
} from "./wire.js";

/** A request for everything that is asked for. */
export class DirectSource implements LeverSource {
  constructor(protected readonly http: LeverHttp) {}

  async opportunities(query: Query): Promise<readonly OpportunityWire[]> {
    return (await this.http.page<OpportunityWire>("/opportunities", query)).data;
  }

  opportunity(id: string): Promise<OpportunityWire> {
    return this.http.one(`/opportunities/${id}`);
  }

  opportunitiesOf(contactId: string): Promise<readonly OpportunityWire[]> {
    return this.http.all("/opportunities", { contact_id: contactId });
  }

  opportunitiesByEmail(email: string): Promise<readonly OpportunityWire[]> {
    return this.http.all("/opportunities", { email });
  }

  contact(id: string): Promise<ContactWire> {
    return this.http.one(`/contacts/${id}`);
  }

  applications(opportunityId: string): Promise<readonly ApplicationWire[]> {
    return this.http.all(`/opportunities/${opportunityId}/applications`);
  }

  stage(id: string): Promise<StageWire> {
    return this.http.one(`/stages/${id}`);
  }

  user(id: string): Promise<UserWire> {
    return this.http.one(`/users/${id}`);
  }

  posting(id: string): Promise<PostingWire> {
    return this.http.one(`/postings/${id}`);
  }

  part<Kind extends keyof PartWires>(kind: Kind, opportunityId: string): Promise<readonly PartWires[Kind][]> {
    return this.http.all(`/opportunities/${opportunityId}/${kind}`);
  }

  async activeIn(stageId: string): Promise<number> {
    return (await this.http.all("/opportunities", { archived: false, stage_id: stageId })).length;
  }

  async userByEmail(email: string): Promise<UserWire> {
    const [user] = await this.http.all<UserWire>("/users", { email });
    if (user === undefined) throw new Error("Nobody at Lever has the caller's address");
    return user;
  }

  create(fields: object, performAs: string): Promise<OpportunityWire> {
    return this.http.post("/opportunities", { perform_as: performAs }, fields);
  }

  async addFile(opportunityId: string, file: File, performAs: string): Promise<void> {
    const form = new FormData();
    form.set("file", file);
    await this.http.post(`/opportunities/${opportunityId}/files`, { perform_as: performAs }, form);
  }

  addNote(opportunityId: string, value: string, performAs: string): Promise<PartWires["notes"]> {
    return this.http.post(`/opportunities/${opportunityId}/notes`, { perform_as: performAs }, { value });
  }
}
