import type { LeverId } from "../../lever/wire.js";

/** A contact as Lever sends it. Lever docs, "Contacts > Contact attributes". */
export interface ContactWire {
  readonly id: LeverId;
  readonly name: string | null;
  readonly headline: string | null;
  /** An object here, a text on the opportunity. */
  readonly location?: { readonly name: string } | null;
  readonly emails: readonly string[];
  readonly phones: readonly { readonly type?: string | null; readonly value: string }[];
  readonly isAnonymized?: boolean;
}
