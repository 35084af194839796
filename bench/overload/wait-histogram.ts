/** Who asks Lever. */
export const LANES = ["interactive", "follow-up", "background"] as const;
export type Lane = (typeof LANES)[number];

/** How long the requests of a lane waited for the budget. */
export interface Waits {
  /** All of them, those that did not have to wait too. */
  readonly requests: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

const MS_PER_SECOND = 1_000;

/** Counted up to each bound, seconds; by bound, the last one infinite. */
type Buckets = ReadonlyMap<number, number>;

/** What `/metrics` of one process or several say of one lane. */
export interface LaneCounts {
  readonly requests: number;
  readonly waited: Buckets;
}

/** Reads a lane out of texts in Prometheus' format; processes are added up. */
export function laneCounts(texts: readonly string[], lane: Lane): LaneCounts {
  const waited = new Map<number, number>();
  let requests = 0;
  for (const line of texts.flatMap((text) => text.split("\n"))) {
    if (!line.includes(`lane="${lane}"`)) continue;
    const value = Number(line.slice(line.lastIndexOf(" ")));
    if (line.startsWith("lever_requests_total")) requests += value;
    const bound = /^lever_wait_seconds_bucket\{.*le="([^"]+)"/.exec(line)?.[1];
    if (bound === undefined) continue;
    const seconds = bound === "+Inf" ? Infinity : Number(bound);
    waited.set(seconds, (waited.get(seconds) ?? 0) + value);
  }
  return { requests, waited };
}

/**
 * Quantiles of what came between two readings. Within a bucket they are interpolated, as Prometheus does; who did not
 * wait at all is in no bucket and counts as zero.
 */
export function waitsBetween(before: LaneCounts, after: LaneCounts): Waits {
  const requests = after.requests - before.requests;
  const bounds = [...after.waited.keys()].sort((one, other) => one - other);
  const counted = bounds.map((bound) => ({
    bound,
    count: (after.waited.get(bound) ?? 0) - (before.waited.get(bound) ?? 0),
  }));
  const waited = counted.at(-1)?.count ?? 0;
  const total = Math.max(requests, waited);
  const quantile = (share: number): number => quantileMs(counted, share * total - (total - waited));
  return { requests, p50Ms: quantile(0.5), p95Ms: quantile(0.95) };
}

/** `rank`: among those that waited; zero or less: among those that didn't. */
function quantileMs(counted: readonly { readonly bound: number; readonly count: number }[], rank: number): number {
  if (rank <= 0) return 0;
  let [lower, below] = [0, 0];
  for (const { bound, count } of counted) {
    if (count >= rank) {
      const upper = bound === Infinity ? lower : bound;
      return Math.round((lower + (upper - lower) * ((rank - below) / Math.max(1, count - below))) * MS_PER_SECOND);
    }
    [lower, below] = [bound, count];
  }
  return Math.round(lower * MS_PER_SECOND);
}
