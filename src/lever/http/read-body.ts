/** A body went over its limit; the rest of it was not read. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/**
 * Reads a body to its end. What is counted is what comes out of the decompression: a bomb is small on the wire.
 * @throws BodyTooLarge, and whatever the stream fails with; either way the stream is destroyed
 */
export async function readBody(body: NodeJS.ReadableStream | null, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    const part = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    bytes += part.length;
    if (bytes > maxBytes) throw new BodyTooLarge();
    chunks.push(part);
  }
  return Buffer.concat(chunks, bytes);
}
