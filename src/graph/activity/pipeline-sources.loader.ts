import type { GraphContext } from "../../context/graph-context.js";
import { archiveReasonById } from "../archive-reason/archive-reason.loader.js";
import { through } from "../entity-reference.js";
import { applicationWith } from "../opportunity/opportunity-application.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { stageById } from "../stage/stage.loader.js";
import type { ActivitySource } from "./activity-source.js";

const HOW_IT_CAME = { POSTING: "Applied", REFERRAL: "Was referred", USER: "Was added to a posting" } as const;

/** What the opportunity's own row tells: its beginning, its way through the stages, its end. */
export const PIPELINE_SOURCES: readonly ActivitySource[] = [
  {
    kind: "CREATED",
    read: (_context, { createdAt, sourcedByExternalId }) =>
      Promise.resolve([
        { at: createdAt, summary: "Added to Lever", actorExternalId: sourcedByExternalId, key: "created" },
      ]),
  },
  {
    kind: "APPLIED",
    read: async (context, root) => {
      const application = await applicationWith(context, root);
      if (!application) return [];
      const summary = HOW_IT_CAME[application.type ?? "POSTING"];
      return [{ at: application.createdAt, summary, actorExternalId: application.referrerId, key: application.id }];
    },
  },
  {
    kind: "STAGE_CHANGED",
    read: (context, root) =>
      Promise.all(
        root.stageChanges.map(async ({ stageExternalId, changedAt, userExternalId }, place) => ({
          at: changedAt,
          summary: `Moved to ${await stageName(context, root, stageExternalId)}`,
          actorExternalId: userExternalId,
          key: String(place),
        })),
      ),
  },
  {
    kind: "ARCHIVED",
    read: async (context, root) => {
      if (!root.archive) return [];
      const { archivedAt, reasonExternalId } = root.archive;
      const reason = reasonExternalId === null ? null : await reasonName(context, root, reasonExternalId);
      const summary = reason === null ? "Archived" : `Archived: ${reason}`;
      return [{ at: archivedAt, summary, actorExternalId: null, key: "archived" }];
    },
  },
];

/** A stage that Lever no longer has is called by its id. */
async function stageName(context: GraphContext, { connectionId }: Opportunity, id: string): Promise<string> {
  const stage = await through(context, connectionId, ({ load }) => load(stageById, id));
  return stage?.name ?? id;
}

async function reasonName(context: GraphContext, { connectionId }: Opportunity, id: string): Promise<string | null> {
  const reason = await through(context, connectionId, ({ load }) => load(archiveReasonById, id));
  return reason?.name ?? null;
}
