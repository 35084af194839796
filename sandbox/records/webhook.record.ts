/** Lever docs, "Webhooks > Events": all there are, and whether an opportunity's origin can be a condition. */
const EVENTS = {
  applicationCreated: { hasOrigin: true },
  candidateHired: { hasOrigin: true },
  candidateStageChange: { hasOrigin: true },
  candidateArchiveChange: { hasOrigin: true },
  candidateDeleted: { hasOrigin: false },
  interviewCreated: { hasOrigin: false },
  interviewUpdated: { hasOrigin: false },
  interviewDeleted: { hasOrigin: false },
  contactCreated: { hasOrigin: false },
  contactUpdated: { hasOrigin: false },
} as const;

export type WebhookEvent = keyof typeof EVENTS;

export const WEBHOOK_EVENTS = Object.keys(EVENTS) as readonly WebhookEvent[];

/** Whether webhooks of the event can be for some origins alone. */
export function hasOrigin(event: WebhookEvent): boolean {
  return EVENTS[event].hasOrigin;
}

/** One event that is told to one address. Times are epoch milliseconds. */
export interface WebhookRecord {
  readonly id: string;
  url: string;
  readonly event: WebhookEvent;
  /** Only of opportunities of these; null: the event knows no origin. */
  origins: readonly string[] | null;
  /** Where it was made, and so where alone it can be changed. Lever tells nobody. */
  readonly madeIn: "api" | "settings";
  /** What signs its deliveries; null: made in the settings, where the account's token signs. */
  readonly signatureToken: string | null;
  readonly createdAt: number;
  updatedAt: number;
}

/** What a Super Admin says of webhooks in an account's settings. */
export interface WebhookSettingsRecord {
  /** The events whose group is switched on; of the others nothing is sent. */
  readonly switchedOn: Set<WebhookEvent>;
  /** Signs the deliveries of webhooks that are made in the settings; null: nothing does. */
  signingToken: string | null;
}
