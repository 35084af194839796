import { defineEndpoint } from "../../lever/endpoint.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { PanelWire } from "./panel.wire.js";

export const panelList = defineEndpoint<PanelWire>({
  path: "/opportunities/:opportunity/panels",
  permission: "find all opportunity panels",
  documentation: "Panels > List all panels",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});
