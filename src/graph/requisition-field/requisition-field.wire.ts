import type { LeverId } from "../../lever/wire.js";

/** A field of requisitions as Lever sends it. Lever docs, "Requisition fields > Requisition field attributes". */
export interface RequisitionFieldWire {
  /** A name such as "cost_center", not a UUID. */
  readonly id: LeverId;
  readonly text: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** Of type object. */
  readonly subfields?: readonly { readonly id: string; readonly text: string; readonly type: string }[];
  /** Of type dropdown. */
  readonly options?: readonly { readonly id: string; readonly text: string }[];
}
