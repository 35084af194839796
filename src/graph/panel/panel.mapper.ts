import { entityId } from "../../ids/entity-id.js";
import { booleanOf, filledTextOf, idOf, listOf, millisOf, objectOf, required } from "../../lever/reading.js";
import { toInterview } from "../interview/interview.mapper.js";
import type { AtsInterview } from "../interview/interview.js";
import type { InterviewWire } from "../interview/interview.wire.js";
import type { PartSource } from "../opportunity-part.loader.js";
import { panelList } from "./panel.lever.js";
import type { AtsPanel } from "./panel.js";
import type { PanelWire } from "./panel.wire.js";

/** The border: a panel as Lever sends it, as the graph has it. */
export function toPanel(source: PartSource, wire: Partial<PanelWire>): AtsPanel {
  const { connectionId, opportunityId } = source;
  const externalId = required(idOf(wire.id), "id", panelList, connectionId);
  return {
    id: entityId(connectionId, opportunityId, externalId),
    startsAt: millisOf(wire.start),
    endsAt: millisOf(wire.end),
    timezone: filledTextOf(wire.timezone),
    note: filledTextOf(wire.note),
    interviews: interviewsOf(source, externalId, wire),
    canceledAt: millisOf(wire.canceledAt),
    createdAt: millisOf(wire.createdAt),
    externallyManaged: booleanOf(wire.externallyManaged),
    externalUrl: filledTextOf(wire.externalUrl),
    connectionId,
    stageExternalId: idOf(wire.stage),
  };
}

/** What Lever leaves out of a panel's interviews is the panel's own. Lever docs, "Panels": `interviews`. */
function interviewsOf(source: PartSource, panel: string, wire: Partial<PanelWire>): readonly AtsInterview[] {
  const { timezone, stage, canceledAt } = wire;
  const fromPanel = { timezone, stage, canceledAt, panel };
  return listOf(wire.interviews)
    .flatMap((interview, index) => {
      const own = objectOf(interview);
      if (!own) return [];
      required(idOf(own["id"]), `interviews.${index}.id`, panelList, source.connectionId);
      return [toInterview(source, { ...fromPanel, ...own } as Partial<InterviewWire>)];
    })
    .sort((one, other) => (one.startsAt ?? 0) - (other.startsAt ?? 0));
}
