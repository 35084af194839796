/**
 * The same bytes in chunks of `size`, the last one smaller. Each chunk is good until the next one is asked for: all of
 * them are the same memory.
 */
export async function* inChunks(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  const chunk = new Uint8Array(size);
  let filled = 0;
  for await (const piece of source) {
    for (let taken = 0; taken < piece.length;) {
      const next = piece.subarray(taken, taken + size - filled);
      chunk.set(next, filled);
      taken += next.length;
      filled += next.length;
      if (filled < size) continue;
      yield chunk;
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
