import { oneOf, plainText, rotatingSecret, text } from "../format.js";
import { isPublicKeyPem } from "../public-key.js";
import { isUpstreamUrl } from "../upstream-url.js";
import type { Definition } from "./definition.js";

/** How it is known who calls. */
export const CALLER_VARIABLES = {
  AUTH_MODE: {
    meaning: "how callers are known. `none` is refused in production and serves loopback only",
    format: oneOf("gateway", "jwt", "none"),
    fallback: { production: "gateway", otherwise: "none" },
  },
  GATEWAY_SECRET: {
    meaning: "what the header `router-authorization` must carry; two, comma-separated, while it is being changed",
    format: rotatingSecret(),
    requiredIn: "AUTH_MODE=gateway",
  },
  JWT_JWKS_URL: {
    meaning: "where the keys that sign tokens are published; with `AUTH_MODE=jwt` this or `JWT_PUBLIC_KEY`",
    format: text("an https address (http on 127.0.0.1, [::1] or localhost only) without user info", (value) =>
      isUpstreamUrl(value, { mayHaveQuery: true }),
    ),
  },
  JWT_PUBLIC_KEY: {
    meaning: "the key that signs tokens, as PEM; line ends may be written as `\\n`",
    format: text("a PEM 'PUBLIC KEY': RSA of at least 2048 bits, EC P-256, P-384, P-521, or Ed25519", isPublicKeyPem),
  },
  JWT_ISSUER: {
    meaning: "what the claim `iss` must be",
    format: plainText("the issuer, without space around it"),
    requiredIn: "AUTH_MODE=jwt",
  },
  JWT_AUDIENCE: {
    meaning: "what the claim `aud` must be or hold",
    format: plainText("the audience, without space around it"),
    requiredIn: "AUTH_MODE=jwt",
  },
} as const satisfies Readonly<Record<string, Definition<unknown>>>;
