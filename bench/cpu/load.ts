import autocannon from "autocannon";
import type { BenchOperation } from "./operations.js";
import { bodyOf, HEADERS } from "./send.js";

const CONNECTIONS = 10;

/**
 * Asks an operation as often as it is answered, over ten connections. Resolves with the requests a second.
 * @throws Error where an answer isn't a success
 */
export async function throughput(url: string, operation: BenchOperation, seconds: number): Promise<number> {
  const result = await autocannon({
    url: `${url}/graphql`,
    method: "POST",
    headers: HEADERS,
    body: bodyOf(operation),
    connections: CONNECTIONS,
    duration: seconds,
  });
  const { errors, timeouts, non2xx, requests, duration } = result;
  if (errors + timeouts + non2xx > 0) {
    throw new Error(`"${operation.name}" failed at ${url}: ${errors} errors, ${timeouts} too late, ${non2xx} refused`);
  }
  return requests.total / duration;
}
