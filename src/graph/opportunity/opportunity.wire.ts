import type { EpochMillis, Expandable, LeverId } from "../../lever/wire.js";
import type { ApplicationWire } from "../application/application.wire.js";
import type { UserWire } from "../ats-user/ats-user.wire.js";
import type { StageWire } from "../stage/stage.wire.js";

/** One consent. Lever docs, "Opportunities": `dataProtection`. */
export interface ConsentWire {
  readonly allowed: boolean;
  readonly expiresAt: EpochMillis | null;
}

/** An opportunity as Lever sends it. Lever docs, "Opportunities > Opportunity attributes". */
export interface OpportunityWire {
  readonly id: LeverId;
  readonly name: string | null;
  readonly headline: string | null;
  readonly contact: Expandable<{ readonly id: LeverId }>;
  readonly emails: readonly string[];
  readonly phones: readonly { readonly type?: string | null; readonly value: string }[];
  readonly links: readonly string[];
  /** A text here, an object on the contact. */
  readonly location: string | null;
  readonly stage: Expandable<StageWire>;
  readonly stageChanges?: readonly {
    readonly toStageId: LeverId;
    readonly toStageIndex?: number | null;
    readonly userId?: LeverId | null;
    readonly updatedAt: EpochMillis;
  }[];
  readonly confidentiality?: string;
  readonly archived: { readonly reason?: LeverId | null; readonly archivedAt?: EpochMillis | null } | null;
  readonly tags: readonly string[];
  readonly sources: readonly string[];
  readonly sourcedBy: Expandable<UserWire>;
  readonly origin: string;
  readonly owner: Expandable<UserWire>;
  readonly followers: readonly Expandable<UserWire>[];
  /** Never more than one. */
  readonly applications: readonly Expandable<ApplicationWire>[];
  readonly createdAt: EpochMillis;
  readonly updatedAt?: EpochMillis | null;
  readonly lastInteractionAt: EpochMillis | null;
  readonly lastAdvancedAt: EpochMillis | null;
  readonly snoozedUntil: EpochMillis | null;
  readonly urls?: { readonly list?: string; readonly show?: string };
  readonly dataProtection?: { readonly store?: ConsentWire | null; readonly contact?: ConsentWire | null } | null;
  readonly isAnonymized?: boolean;
  readonly opportunityLocation?: string;
}
