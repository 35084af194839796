import { definePartLoader } from "../opportunity-part.loader.js";
import { panelList } from "./panel.lever.js";
import { toPanel } from "./panel.mapper.js";
import type { AtsPanel } from "./panel.js";
import type { PanelWire } from "./panel.wire.js";

/** An opportunity's panels, cancelled ones too. */
export const panelsByOpportunity = definePartLoader<PanelWire, AtsPanel>({
  name: "panelsByOpportunity",
  endpoint: panelList,
  stages: ["stage"],
  toPart: toPanel,
});
