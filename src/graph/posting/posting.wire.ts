import type { EpochMillis, Expandable, LeverId } from "../../lever/wire.js";
import type { UserWire } from "../ats-user/ats-user.wire.js";

/** A posting as Lever sends it. Lever docs, "Postings > Posting attributes". */
export interface PostingWire {
  readonly id: LeverId;
  readonly text: string;
  readonly createdAt: EpochMillis;
  readonly updatedAt: EpochMillis;
  readonly state: string;
  readonly distributionChannels?: readonly string[] | null;
  readonly confidentiality?: string;
  readonly user: Expandable<UserWire>;
  readonly owner: Expandable<UserWire>;
  readonly hiringManager: Expandable<UserWire>;
  readonly categories?: {
    readonly team?: string | null;
    readonly department?: string | null;
    readonly location?: string | null;
    readonly allLocations?: readonly string[] | null;
    readonly commitment?: string | null;
    readonly level?: string | null;
  } | null;
  readonly tags: readonly string[];
  readonly content?: { readonly description?: string; readonly descriptionHtml?: string };
  readonly country?: string | null;
  readonly followers?: readonly Expandable<UserWire>[];
  readonly requisitionCodes: readonly string[];
  readonly salaryRange?: {
    readonly min?: number;
    readonly max?: number;
    readonly currency?: string;
    readonly interval?: string;
  } | null;
  readonly urls: { readonly list?: string; readonly show?: string; readonly apply?: string };
  readonly workplaceType: string;
}
