/** Longer names are cut: some file systems take no more. */
const MAX_NAME = 200;

/**
 * What must not be in a name that is shown to somebody or written to a disk: control characters, those that turn the
 * direction of writing ("exe.pdf" backwards), halves of characters, and what separates folders.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029/\\:*?"<>|]/gu;

/** What encodeURIComponent leaves as it is, and RFC 8187 does not take. */
const NOT_ATTRIBUTE_CHARACTERS = /['()*]/g;

/** A header that has browsers save a file under its name, and never show it. RFC 6266. */
export function contentDisposition(name: string, ext: string | null): string {
  const saved = savedName(name, ext);
  // Everything but printable ASCII goes.
  const ascii = saved
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]|[%;]/g, "_");
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded(saved)}`;
}

function savedName(name: string, ext: string | null): string {
  const suffix = ext === null ? "" : `.${ext.replace(/[^A-Za-z0-9]/g, "")}`;
  const clean = name.replace(UNSAFE, "_").replace(/^[\s.]+|\s+$/g, "") || "file";
  const isComplete = suffix.length <= 1 || clean.toLowerCase().endsWith(suffix.toLowerCase());
  const stem = isComplete ? clean.slice(0, clean.length - suffix.length) : clean;
  const ending = isComplete ? clean.slice(clean.length - suffix.length) : suffix;
  return `${[...(stem || "file")].slice(0, MAX_NAME).join("")}${ending}`;
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    NOT_ATTRIBUTE_CHARACTERS,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
