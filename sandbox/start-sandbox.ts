import { Router } from "./routing/router.js";
import { ROUTES } from "./routes.js";
import type { Sandbox, SandboxOptions } from "./sandbox.js";
import { seedNimbusRobotics } from "./seed/nimbus-robotics.js";
import { seedOtherCompany } from "./seed/other-company.js";
import { Accounts } from "./server/accounts.js";
import { Actor } from "./server/act.js";
import { FaultList } from "./server/fault-list.js";
import { Journal } from "./server/journal.js";
import { SandboxServer } from "./server/sandbox-server.js";
import { TokenBuckets } from "./server/token-buckets.js";
import { WebhookOffice } from "./webhooks/webhook-office.js";

export type { Sandbox, SandboxFault, SandboxMishap, SandboxOptions, SandboxRequest } from "./sandbox.js";

const DEFAULTS = {
  ...{ port: 0, opportunities: 3_000, requestsPerSecond: 10, burst: 20, latencyMs: 0 },
  ...{ envelopes: "live", webhooks: {}, accounts: [] },
} as const satisfies SandboxOptions;

/** Of one key. Lever docs, "Postings API": two applications a second. */
const APPLICATIONS = { requestsPerSecond: 2, burst: 2 };

/**
 * Starts a Lever of our own on a loopback port: the Data API v1 as it is documented, over made-up data, and strict
 * where the documentation leaves it open. It shares nothing with the product, so that it is a second opinion.
 * Dispose it to stop it. Throws where the port is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = { ...DEFAULTS, now: Date.now(), ...options };
  const { port, opportunities, requestsPerSecond, burst, latencyMs, envelopes, webhooks } = settings;
  const clock = typeof settings.now === "number" ? clockFrom(settings.now) : settings.now;
  const now = clock();
  const data = seedNimbusRobotics({ opportunities, now });
  const otherData = seedOtherCompany({ now });
  const faults = new FaultList();
  const journal = new Journal();
  const accounts = new Accounts([data, otherData, ...settings.accounts], clock, envelopes);
  const office = new WebhookOffice(accounts.all, webhooks);
  const actor = new Actor({
    accounts,
    buckets: new TokenBuckets({ requestsPerSecond, burst }),
    applications: new TokenBuckets(APPLICATIONS),
    notice: (account) => office.deskOf(account.data).notice(),
  });
  const server = await SandboxServer.start({ router: new Router(ROUTES), actor, faults, journal, latencyMs }, port);
  office.open();
  return {
    ...{ url: server.url, data, otherData },
    requests: journal.requests,
    clearRequests: () => void journal.requests.splice(0),
    calls: (filter) => journal.calls(filter),
    inject: (fault) => faults.add(fault),
    addKey: (key) => void data.keys.set(key.apiKey, key),
    webhooks: office.deskOf(data),
    otherWebhooks: office.deskOf(otherData),
    webhooksOf: (its) => office.deskOf(its),
    forwardWebhooks: (publicOrigin, httpBase) => office.forwarding.set(publicOrigin, httpBase),
    async [Symbol.asyncDispose]() {
      office[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Goes on from there as time does; never back, whatever is done to the computer's clock. */
function clockFrom(startMs: number): () => number {
  const startedAtMs = performance.now();
  return () => Math.floor(startMs + (performance.now() - startedAtMs));
}
