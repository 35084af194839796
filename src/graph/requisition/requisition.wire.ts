import type { EpochMillis, Expandable, LeverId } from "../../lever/wire.js";
import type { UserWire } from "../ats-user/ats-user.wire.js";
import type { PostingWire } from "../posting/posting.wire.js";

/** A requisition as Lever sends it. Lever docs, "Requisitions > Requisition attributes". */
export interface RequisitionWire {
  readonly id: LeverId;
  readonly requisitionCode: string;
  readonly name: string;
  readonly backfill: boolean;
  readonly confidentiality?: string;
  readonly createdAt: EpochMillis;
  readonly headcountHired: number;
  readonly headcountTotal: number | "unlimited";
  readonly status: string;
  readonly hiringManager: Expandable<UserWire>;
  readonly owner: Expandable<UserWire>;
  readonly location?: string | null;
  readonly department?: string | null;
  readonly team?: string | null;
  readonly postings: readonly Expandable<PostingWire>[];
  /** By the ids of requisition fields. */
  readonly customFields?: Readonly<Record<string, unknown>> | null;
  readonly closedAt?: EpochMillis | null;
  readonly updatedAt?: EpochMillis | null;
}
