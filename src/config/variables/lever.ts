import { decimalNumber, flag, list, text, wholeNumber } from "../format.js";
import { isUpstreamUrl } from "../upstream-url.js";
import { isDownloadHost } from "../web-address.js";
import type { Definition } from "./definition.js";

/** How Lever is spoken to. */
export const LEVER_VARIABLES = {
  LEVER_API_URL: {
    meaning: "Lever's base URL; plain http on `127.0.0.1`, `[::1]` or `localhost` only",
    format: text(
      "an https address, or an http one whose host is exactly 127.0.0.1, [::1] or localhost; " +
        "plainly written, without user info, query and fragment",
      (value) => isUpstreamUrl(value, { mayHaveQuery: false }),
    ),
    fallback: "https://api.lever.co/v1",
  },
  LEVER_REQUESTS_PER_SECOND: {
    meaning: "request budget of one API key, per second",
    format: decimalNumber(0.1, 1_000),
    fallback: "10",
  },
  LEVER_BURST: {
    meaning: "requests that may go at once after a pause, per API key",
    format: wholeNumber(1, 10_000),
    fallback: "20",
  },
  LEVER_DOWNLOAD_HOSTS: {
    meaning: "https hosts that a download may be redirected to, always without Authorization, comma-separated",
    format: list("comma-separated host names such as files.example.com or *.lever.co", isDownloadHost),
    fallback: "*.lever.co",
  },
  ALLOW_LEVER_ADMIN_GRANT: {
    meaning: "lets `updateAtsUser` raise somebody to admin or super admin",
    format: flag(),
    fallback: "false",
  },
  SYNC_INTERVAL_SECONDS: {
    meaning: "after the first sync of a connection, how often changes are looked for, seconds; 0: never",
    format: wholeNumber(0, 604_800),
    fallback: "300",
  },
  PERMISSION_CHECK: {
    meaning: "checks in the background which permissions an API key has, after it was connected, changed or verified",
    format: flag(),
    fallback: "true",
  },
  RECONCILE_SETTLE_MS: {
    meaning: "how long a write of unknown fate is looked for before it counts as not done, milliseconds",
    format: wholeNumber(0, 600_000),
    fallback: "30000",
  },
} as const satisfies Readonly<Record<string, Definition<unknown>>>;
