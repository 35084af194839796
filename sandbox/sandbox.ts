import type { IncomingHttpHeaders } from "node:http";
import type { SandboxData } from "./data.js";
import type { SandboxKey } from "./keys.js";
import type { HttpBase } from "./webhooks/forwarding.js";
import type { SandboxWebhooks, WebhookOptions } from "./webhooks/sandbox-webhooks.js";

/** How a sandbox is started. */
export interface SandboxOptions {
  /** 0: any that is free; the default. */
  readonly port?: number;
  /** How many opportunities are seeded; default 3000. */
  readonly opportunities?: number;
  /** What flows into the bucket of each API key; default 10. Lever docs, "Rate limits". */
  readonly requestsPerSecond?: number;
  /** What the bucket of each API key holds; default 20. */
  readonly burst?: number;
  /** How long each answer takes at least, milliseconds; default 0. */
  readonly latencyMs?: number;
  /**
   * Epoch milliseconds at which the sandbox's clock starts and to which the seed is relative; default: now. A function is
   * the clock itself.
   */
  readonly now?: number | (() => number);
  /** Further customers' accounts, each with API keys of its own; default: none. */
  readonly accounts?: readonly SandboxData[];
  /**
   * "documented": files, forms, templates, EEO responses, archive reasons of type hired and new webhooks come in the
   * envelopes that the documentation's examples show, which are not the ones of the other lists, and deliveries of
   * webhooks have no id; default: "live", as Lever sends them.
   */
  readonly envelopes?: "live" | "documented";
  readonly webhooks?: WebhookOptions;
}

/** A request that came, in the order of arrival. */
export interface SandboxRequest {
  readonly method: string;
  /** Below /v1, as sent, without the query. */
  readonly path: string;
  /** "/opportunities/:opportunity"; "" where there is no such endpoint. */
  readonly template: string;
  readonly query: URLSearchParams;
  /** 0 while there is no answer (and for ever, where the connection was broken off). */
  readonly status: number;
  /** As sent; null without one. */
  readonly apiKey: string | null;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

/** What goes wrong. */
export type SandboxMishap =
  /** Answers so instead of acting. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly code?: string;
      readonly message?: string;
      readonly headers?: Record<string, string>;
    }
  /** Breaks the connection off (RST) before anything is done. */
  | { readonly kind: "reset" }
  /** Acts, then breaks the connection off (RST). */
  | { readonly kind: "resetAfter" }
  /** Acts, then answers so. */
  | { readonly kind: "statusAfter"; readonly status: number }
  /** Does nothing and never answers. */
  | { readonly kind: "hang" }
  /** Answers a page of HTML with status 200 instead of acting. */
  | { readonly kind: "html" }
  /** Acts, then sends half of the answer and hangs up. */
  | { readonly kind: "truncate" }
  /** Acts, then sends another body: what the function makes of the right one. */
  | { readonly kind: "rewrite"; readonly rewrite: (body: unknown) => unknown }
  /** Waits, then goes on with the next fault that fits, or as always. */
  | { readonly kind: "delay"; readonly ms: number };

/** A fault that tests put in. Of several that fit, the one put in first happens; delays come on top. */
export interface SandboxFault {
  readonly method?: string;
  /** The template or the path below /v1; a text must be equal to one of them. */
  readonly path?: string | RegExp;
  /** A parameter of the query and one of its values. */
  readonly query?: readonly [name: string, value: string];
  readonly apiKey?: string;
  /** How often; default: until it is removed. */
  readonly times?: number;
  readonly do: SandboxMishap;
}

/** A Lever of our own, on a loopback port. */
export interface Sandbox extends AsyncDisposable {
  /** "http://127.0.0.1:PORT/v1" */
  readonly url: string;
  /** The truth of the sandbox's own account, Nimbus Robotics; may be changed at any time. */
  readonly data: SandboxData;
  /** The truth of the other account, the one of OTHER_ACCOUNT_KEY. */
  readonly otherData: SandboxData;
  readonly requests: readonly SandboxRequest[];
  clearRequests(): void;
  /**
   * The requests as "GET /opportunities/:opportunity" (method and template; the path, where there is no endpoint), in
   * the order of arrival. `filter`: only those that are equal to the text (or whose template is), or that match.
   */
  calls(filter?: string | RegExp): readonly string[];
  /** Returns what removes the fault. */
  inject(fault: SandboxFault): () => void;
  /** Adds (or replaces) a key of the sandbox's own account. */
  addKey(key: SandboxKey): void;
  /** The webhooks of the sandbox's own account. */
  readonly webhooks: SandboxWebhooks;
  /** The webhooks of the other account. */
  readonly otherWebhooks: SandboxWebhooks;
  /** The webhooks of any account of the sandbox. Throws RangeError for another one's data. */
  webhooksOf(data: SandboxData): SandboxWebhooks;
  /**
   * Stands for the proxy in front of a receiver: what is delivered to a public origin ("https://findem.example") goes to
   * the base ("http://127.0.0.1:4001", or what the function gives at the time), with the path and query of its URL and
   * the public name as its host; null: nobody is there any more. Nothing is ever sent elsewhere: deliveries to an origin
   * that leads nowhere fail as where nobody listens.
   * Throws TypeError where it is no https origin, or no base of http.
   */
  forwardWebhooks(publicOrigin: string, httpBase: HttpBase | null): void;
}
