import type { Query } from "./lever-http.js";
import type {
  ApplicationWire,
  ContactWire,
  OpportunityWire,
  PartWires,
  PostingWire,
  StageWire,
  UserWire,
} from "./wire.js";

/** How the resolvers of the first three rivals read Lever: one for each operation. */
export interface LeverSource {
  /** The first page of a list. */
  opportunities(query: Query): Promise<readonly OpportunityWire[]>;
  opportunity(id: string): Promise<OpportunityWire>;
  opportunitiesOf(contactId: string): Promise<readonly OpportunityWire[]>;
  opportunitiesByEmail(email: string): Promise<readonly OpportunityWire[]>;
  contact(id: string): Promise<ContactWire>;
  applications(opportunityId: string): Promise<readonly ApplicationWire[]>;
  stage(id: string): Promise<StageWire>;
  user(id: string): Promise<UserWire>;
  posting(id: string): Promise<PostingWire>;
  part<Kind extends keyof PartWires>(kind: Kind, opportunityId: string): Promise<readonly PartWires[Kind][]>;
  /** Active opportunities in a stage: there is no endpoint that counts. */
  activeIn(stageId: string): Promise<number>;
  userByEmail(email: string): Promise<UserWire>;
  create(fields: object, performAs: string): Promise<OpportunityWire>;
  addFile(opportunityId: string, file: File, performAs: string): Promise<void>;
  addNote(opportunityId: string, text: string, performAs: string): Promise<PartWires["notes"]>;
}
