import type { CostSum } from "./cost-sum.js";

/** What the gateway keeps of an operation. */
export interface GatewayContext {
  /** What every subgraph gets of the request's headers. */
  readonly forwarded: Readonly<Record<string, string>>;
  readonly cost: CostSum;
  /** The client asked for `extensions.lever`. */
  readonly wantsCostReport: boolean;
}
