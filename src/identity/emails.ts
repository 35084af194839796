/** The longest text that is looked at, characters: a name and an address. */
const MAX_TEXT_LENGTH = 1_000;

/** RFC 5321, 4.5.3.1. */
const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;

/** `Name <address>`. */
const WITH_NAME = /^[^<>]*<([^<>]+)>$/;

/** What can't stand in an address that is not quoted. RFC 5322, 3.2.3, with RFC 6532. */
const LOCAL = /^[^\s\p{Cc}\p{Cf}@"(),:;<>[\\\]]+$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;

/**
 * An address in the form that addresses are compared in: trimmed, NFC, lower case, without `mailto:` and without the
 * name in `Name <address>`. Null for what can't be an address of a person. Never throws.
 */
export function canonicalEmail(text: string): string | null {
  if (text.length > MAX_TEXT_LENGTH) return null;
  const address = bare(text.trim())?.trim().normalize("NFC").toLowerCase().normalize("NFC");
  return address !== undefined && isAddress(address) ? address : null;
}

function bare(text: string): string | undefined {
  const address = WITH_NAME.exec(text)?.[1] ?? text;
  if (!/^\s*mailto:/i.test(address)) return address;
  try {
    return decodeURIComponent(address.replace(/^\s*mailto:/i, "").replace(/\?.*$/s, ""));
  } catch {
    // Not percent-encoded as a URL is: no address.
    return undefined;
  }
}

function isAddress(address: string): boolean {
  const at = address.lastIndexOf("@");
  const local = address.slice(0, Math.max(at, 0));
  const labels = address.slice(at + 1).split(".");
  if (address.length > MAX_LENGTH || local.length > MAX_LOCAL_LENGTH) return false;
  if (!LOCAL.test(local) || local.startsWith(".") || local.endsWith(".") || local.includes("..")) return false;
  return labels.length > 1 && labels.every((label) => label.length <= 63 && LABEL.test(label));
}

/**
 * What addresses have in common that may lead to one mailbox: without dots and what follows a plus sign in the part
 * before the @, and with one name for Gmail. Whoever knows an address by another rule than {@link canonicalEmail} may
 * take two of them for the same.
 */
export function looseEmail(canonical: string): string {
  const at = canonical.lastIndexOf("@");
  const local = canonical.slice(0, at).replace(/\+.*$/s, "").replaceAll(".", "");
  const domain = canonical.slice(at + 1);
  return `${local}@${domain === "googlemail.com" ? "gmail.com" : domain}`.normalize("NFKC");
}
