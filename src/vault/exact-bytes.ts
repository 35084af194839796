const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether UTF-8 can say the text: it has no lone surrogate, which would become the same bytes as any other. */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/**
 * The UTF-8 bytes of a text.
 * @throws TypeError when the text has a lone surrogate
 */
export function exactBytes(text: string): Buffer {
  if (!isWellFormed(text)) throw new TypeError("The text is not well-formed Unicode");
  return Buffer.from(text, "utf8");
}

/**
 * One byte string for a list of texts, in which every text is preceded by its length: no two lists give the same bytes,
 * so what is bound to `["a", "bc"]` is not bound to `["ab", "c"]`.
 * @throws TypeError when a text has a lone surrogate
 */
export function lengthPrefixed(texts: readonly string[]): Buffer {
  return Buffer.concat(
    texts.flatMap((text) => {
      const bytes = exactBytes(text);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}

/**
 * The bytes of a base64url text; null where it is not exactly what an encoder writes. Node's own decoder skips foreign
 * characters and ignores spare bits, which would let several texts pass for one.
 */
export function fromBase64Url(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : null;
}
