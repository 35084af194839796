/** What is known of one permission of a connection's key, from real use or from a probe. */
export interface PermissionRecord {
  /** Its name on Lever's API credentials page. */
  readonly permission: string;
  readonly granted: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly checkedAt: number;
}
