import { createPublicKey, type KeyObject } from "node:crypto";

const BEGINNING = "-----BEGIN PUBLIC KEY-----";
const MIN_RSA_BITS = 2048;
const CURVES: ReadonlySet<string> = new Set(["prime256v1", "secp384r1", "secp521r1"]);

/** Environments are often written on one line, with `\n` in the place of line ends. */
export function withLineEnds(pem: string): string {
  return pem.replaceAll("\\n", "\n").trim();
}

/** Whether a text is the PEM of a public key that tokens can be signed for: RSA of 2048 bits or more, EC, Ed25519. */
export function isPublicKeyPem(text: string): boolean {
  const pem = withLineEnds(text);
  // A private key would do as well, and must not be lying about here.
  if (!pem.startsWith(BEGINNING)) return false;
  try {
    return isStrong(createPublicKey(pem));
  } catch {
    return false;
  }
}

function isStrong({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  if (asymmetricKeyType === "rsa") return (asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_RSA_BITS;
  if (asymmetricKeyType === "ec") return CURVES.has(asymmetricKeyDetails?.namedCurve ?? "");
  return asymmetricKeyType === "ed25519";
}
