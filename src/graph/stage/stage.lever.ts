import { defineEndpoint } from "../../lever/endpoint.js";
import { REFERENCE_MAX_AGE_MS } from "../lifetimes.js";
import type { StageWire } from "./stage.wire.js";

export const stageList = defineEndpoint<StageWire>({
  path: "/stages",
  permission: "find all stages",
  documentation: "Stages > List all stages",
  maxAgeMs: REFERENCE_MAX_AGE_MS,
});

export const singleStage = defineEndpoint<StageWire>({
  path: "/stages/:stage",
  permission: "find a stage",
  documentation: "Stages > Retrieve a single stage",
  maxAgeMs: REFERENCE_MAX_AGE_MS,
});
