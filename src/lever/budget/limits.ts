/** What Lever gives to a key. Lever docs, "Rate limits": 10 requests a second, in bursts up to 20. */
export interface Limits {
  readonly requestsPerSecond: number;
  readonly burst: number;
}
