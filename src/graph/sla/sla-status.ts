import { registerEnumType } from "type-graphql";
import type { SlaStatus } from "../../stage-mapping/sla.js";

export const AtsSlaStatus = {
  ON_TRACK: "ON_TRACK",
  DUE_SOON: "DUE_SOON",
  BREACHED: "BREACHED",
  PAUSED: "PAUSED",
} as const satisfies { readonly [Status in SlaStatus]: Status };
export type AtsSlaStatus = keyof typeof AtsSlaStatus;
registerEnumType(AtsSlaStatus, {
  name: "AtsSlaStatus",
  description: "How a candidacy stands against the days that its Findem stage gives it.",
  valuesConfig: {
    ON_TRACK: { description: "In the first three quarters of its time." },
    DUE_SOON: { description: "In the last quarter of its time." },
    BREACHED: { description: "Past its time, from the due instant on." },
    PAUSED: { description: "Snoozed until a time still to come." },
  },
});
