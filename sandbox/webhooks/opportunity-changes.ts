import type { ApplicationRecord, OpportunityRecord, SandboxData } from "../data.js";
import { uuidOf } from "../seed/random.js";
import type { Occurrence } from "./occurrence.js";
import { isAlike, RowWatch, type Watched } from "./row-watch.js";

type Seen = Pick<OpportunityRecord, "stage" | "archived" | "contact">;

const STATE: Watched<OpportunityRecord, Seen> = {
  see: ({ stage, contact, archived: its }) => ({ stage, contact, archived: its && { ...its } }),
  isSame: (row, seen) =>
    row.stage === seen.stage && row.contact === seen.contact && isAlike(row.archived, seen.archived),
};

/** That they are there. */
const PRESENCE: Watched<ApplicationRecord, true> = { see: () => true, isSame: () => true };

/** What happens to opportunities and applications. Data of deliveries: Lever docs, "Webhooks > Events". */
export class OpportunityChanges {
  readonly #opportunities;
  readonly #applications;

  constructor(private readonly data: SandboxData) {
    this.#opportunities = new RowWatch(data.opportunities, STATE);
    this.#applications = new RowWatch(data.applications, PRESENCE);
  }

  look(): readonly Occurrence[] {
    const { changed, removed } = this.#opportunities.look();
    return [
      ...this.#applications.look().added.flatMap((application) => this.#applied(application)),
      ...changed.flatMap(({ row, before }) => [
        ...moved(row, before),
        ...archived(row, before),
        ...this.#hired(row, before),
      ]),
      ...removed.map(({ id, before }) => this.#deleted(id, before.contact)),
    ];
  }

  #applied({ id: applicationId, opportunityId }: ApplicationRecord): readonly Occurrence[] {
    const row = this.data.opportunities.get(opportunityId);
    if (row === undefined) return [];
    return [
      { event: "applicationCreated", origin: row.origin, data: { applicationId, ...idsOf(row.id, row.contact) } },
    ];
  }

  /** Whether the change of the archive state is told, too, isn't documented: both are. */
  #hired(row: OpportunityRecord, before: Seen): readonly Occurrence[] {
    if (!this.#isHire(row) || this.#isHire(before)) return [];
    return [{ event: "candidateHired", origin: row.origin, data: idsOf(row.id, row.contact) }];
  }

  #isHire({ archived: its }: Pick<OpportunityRecord, "archived">): boolean {
    return its !== null && this.data.archiveReasons.get(its.reason)?.type === "hired";
  }

  /** By a super admin, where nothing says by whom: others may not. */
  #deleted(id: string, contact: string): Occurrence {
    const admins = [...this.data.users.values()].filter(({ accessRole }) => accessRole === "super admin");
    const deletedBy = this.data.deletedOpportunities.get(id)?.deletedBy ?? admins[0]?.id ?? null;
    return { event: "candidateDeleted", origin: null, data: { ...idsOf(id, contact), deletedBy } };
  }
}

function moved(row: OpportunityRecord, { stage: fromStageId }: Seen): readonly Occurrence[] {
  const { stage: toStageId, origin } = row;
  if (toStageId === fromStageId) return [];
  const data = { ...idsOf(row.id, row.contact), toStageId, fromStageId };
  return [{ event: "candidateStageChange", origin, data }];
}

function archived(row: OpportunityRecord, { archived: fromArchived }: Seen): readonly Occurrence[] {
  const { archived: toArchived, origin } = row;
  if (isAlike(toArchived, fromArchived)) return [];
  const data = { ...idsOf(row.id, row.contact), toArchived, fromArchived };
  return [{ event: "candidateArchiveChange", origin, data }];
}

/**
 * Lever docs, "Webhooks", example: the id of the candidate is another one than that of the opportunity, unlike in
 * applications. Here it leads nowhere, so that who takes the one for the other finds nothing.
 */
function idsOf(opportunityId: string, contactId: string) {
  return { opportunityId, candidateId: uuidOf(`candidate of ${opportunityId}`), contactId };
}
