import { flag, isVisibleAscii, list, oneOf, secret, text, wholeNumber } from "../format.js";
import { isListenHost, isOrigin, isWebAddress } from "../web-address.js";
import type { Definition } from "./definition.js";

/** How the service presents itself. */
export const SERVICE_VARIABLES = {
  NODE_ENV: {
    meaning: "`production` turns on the stricter rules and defaults",
    format: oneOf("production", "development", "test"),
    fallback: "development",
  },
  PORT: { meaning: "port it listens on; 0: any free one", format: wholeNumber(0, 65_535), fallback: "4001" },
  HOST: {
    meaning: "address it listens on",
    format: text("an IP address (IPv6 without brackets) or a host name", isListenHost),
    fallback: { production: "0.0.0.0", otherwise: "127.0.0.1" },
  },
  PUBLIC_URL: {
    meaning: "base of the download, upload and webhook links given out",
    format: text("an http or https address without user info, query and fragment", isWebAddress),
    fallbackInWords: "http://HOST:PORT",
  },
  ALLOWED_ORIGINS: {
    meaning: "browsers' origins that may use `/uploads` and `/files` (CORS), comma-separated",
    format: list("comma-separated origins such as https://app.example.com, without a path", isOrigin),
    fallbackInWords: "none",
  },
  PLAYGROUND: {
    meaning: "serves GraphiQL at `/`",
    format: flag(),
    fallback: { production: "false", otherwise: "true" },
  },
  SETUP_CONSOLE: { meaning: "serves the setup console at `/setup`", format: flag(), fallback: "true" },
  SHUTDOWN_DELAY_MS: {
    meaning: "how long requests are still taken after SIGTERM, while `/readyz` says 503, milliseconds",
    format: wholeNumber(0, 60_000),
    fallback: { production: "5000", otherwise: "0" },
  },
  METRICS_TOKEN: {
    meaning: "bearer token of `/metrics`",
    format: secret("visible ASCII characters without space", isVisibleAscii),
    requiredIn: "production",
  },
  LOG_LEVEL: {
    meaning: "least severe level that is logged",
    format: oneOf("fatal", "error", "warn", "info", "debug", "trace", "silent"),
    fallback: "info",
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    meaning: "where traces are sent",
    format: text("an http or https address without user info, query and fragment", isWebAddress),
    fallbackInWords: "off",
  },
} as const satisfies Readonly<Record<string, Definition<unknown>>>;
