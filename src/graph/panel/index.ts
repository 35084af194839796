import { defineSlice } from "../slice.js";
import { OpportunityPanelsResolver, PanelResolver } from "./panel.resolver.js";

export const panel = defineSlice({ resolvers: [OpportunityPanelsResolver, PanelResolver] });
