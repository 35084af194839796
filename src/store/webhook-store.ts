/** Stands where an id of Lever's stands otherwise: the token of the account's settings signs all that are made there. */
export const MADE_BY_HAND = "by-hand";

/** A token that signs webhooks. */
export interface WebhookTokenRecord {
  /** Lever's id of the webhook; {@link MADE_BY_HAND} for all that were made in Lever's settings. */
  readonly webhookId: string;
  /** Sealed by the vault. */
  readonly sealedToken: string;
}

/** How a connection's webhooks stand. */
export interface WebhookRecord {
  readonly accountId: string;
  readonly tokens: readonly WebhookTokenRecord[];
  /** Milliseconds since the Unix epoch; null: none has come yet. */
  readonly lastReceivedAt: number | null;
}

/** A delivery whose signature was right. No personal data: ids and a digest. */
export interface WebhookDeliveryRecord {
  /** Keyed digest of the delivery's token. */
  readonly digest: string;
  /** What Lever says that it is about, by Lever's id; null: nothing. */
  readonly opportunityId: string | null;
  readonly contactId: string | null;
  /** False where nothing is to be read again for it. */
  readonly pending: boolean;
}

/** Whose webhooks. */
export interface WebhookConnection {
  readonly connectionId: string;
  readonly accountId: string;
}

/** Webhooks of connections, and their deliveries. Go with their connection. Times are milliseconds since the Unix epoch. */
export interface WebhookStore {
  /** Null: there is no such connection. By its id alone: whoever calls is Lever, and shows no account. */
  read(connectionId: string): Promise<WebhookRecord | null>;
  /**
   * Inserts or replaces.
   * @throws UnknownConnection (store-errors.ts)
   */
  putToken(connectionId: string, token: WebhookTokenRecord): Promise<void>;
  dropTokens(connectionId: string, webhookIds: readonly string[]): Promise<void>;
  /**
   * Keeps deliveries, all of one connection. In their order: whether it is new; false for one whose token was kept
   * before, and for all where the connection is gone.
   */
  receive(connectionId: string, deliveries: readonly WebhookDeliveryRecord[], now: number): Promise<readonly boolean[]>;
  /** Deliveries that are still to be followed up, the oldest first. */
  pendingOf(connectionId: string, limit: number): Promise<readonly WebhookDeliveryRecord[]>;
  /** They have been followed up. */
  settle(connectionId: string, digests: readonly string[]): Promise<void>;
  /** Connections that are enabled and have deliveries from before `receivedBefore` that nobody has followed up. */
  waiting(receivedBefore: number, limit: number): Promise<readonly WebhookConnection[]>;
  /**
   * Whether `holder` may register webhooks now: one at a time, until `until` at the longest.
   * @throws UnknownConnection (store-errors.ts)
   */
  beginRegistration(connectionId: string, holder: string, now: number, until: number): Promise<boolean>;
  /** Another may. Does nothing where `holder` had lost its turn. */
  endRegistration(connectionId: string, holder: string): Promise<void>;
  /**
   * Takes a person's ids out of the deliveries that name any of them: nothing is followed up for these any more, and
   * their tokens stay known.
   */
  unlink(connectionId: string, contactId: string, opportunityIds: readonly string[]): Promise<void>;
  /** Opportunities of that contact that deliveries name. */
  opportunitiesOf(connectionId: string, contactId: string): Promise<readonly string[]>;
  /** Forgets deliveries from before, followed up or not; answers with how many. */
  prune(before: number): Promise<number>;
}
