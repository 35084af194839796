import type { GraphContext } from "../../context/graph-context.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import type { AtsActivity, AtsActivityKind } from "./activity.js";

/** Something that happened, before it is put into a feed. */
export interface Happening {
  /** Null: Lever does not say when, and it is left out. */
  readonly at: number | null;
  readonly summary: string;
  readonly actorExternalId: string | null;
  /** Unique among what its source tells of an opportunity. */
  readonly key: string;
}

/** Where the happenings of one kind come from. */
export interface ActivitySource {
  readonly kind: AtsActivityKind;
  /** @throws LeverError where the key may not read it, or Lever can't be asked */
  readonly read: (context: GraphContext, opportunity: Opportunity) => Promise<readonly Happening[]>;
}

/** A happening as the feed shows it; none where Lever does not say when it was. */
export function toActivity(kind: AtsActivityKind, root: Opportunity, happening: Happening): readonly AtsActivity[] {
  const { at, summary, actorExternalId, key } = happening;
  return at === null ? [] : [{ at, kind, summary, root, actorExternalId, key: `${kind} ${root.externalId} ${key}` }];
}
