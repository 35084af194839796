import { Readable } from "node:stream";

/** Part of a file: both ends are in it, the first byte is 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** One range; several at once are answered with the whole. RFC 9110, 14.1.2. */
const FROM_A_BYTE_ON = /^bytes=(\d{1,15})-(\d{0,15})$/;
const THE_LAST_BYTES = /^bytes=-(\d{1,15})$/;

/**
 * What a `Range` header asks of a file of `totalBytes`. Null: all of it, for there is no header, or one that may be
 * ignored. "unsatisfiable": nothing of what is asked for is there.
 */
export function rangeOf(header: string | undefined, totalBytes: number): ByteRange | "unsatisfiable" | null {
  const [, start, end] = FROM_A_BYTE_ON.exec(header ?? "") ?? [];
  if (start !== undefined) return fromByte(Number(start), end ? Number(end) : Infinity, totalBytes);
  const [, count] = THE_LAST_BYTES.exec(header ?? "") ?? [];
  return count === undefined ? null : lastBytes(Number(count), totalBytes);
}

function fromByte(start: number, end: number, totalBytes: number): ByteRange | "unsatisfiable" | null {
  if (end < start) return null;
  return start < totalBytes ? { start, end: Math.min(end, totalBytes - 1) } : "unsatisfiable";
}

function lastBytes(count: number, totalBytes: number): ByteRange | "unsatisfiable" {
  if (count === 0 || totalBytes === 0) return "unsatisfiable";
  return { start: Math.max(0, totalBytes - count), end: totalBytes - 1 };
}

/** The part of a body that a range names. Once it has come the rest is given up. */
export function sliceOf(body: Readable, range: ByteRange): Readable {
  return Readable.from(partsIn(body, range), { objectMode: false });
}

async function* partsIn(body: Readable, { start, end }: ByteRange): AsyncGenerator<Buffer, void, void> {
  let offset = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    const from = Math.max(0, start - offset);
    const until = Math.min(chunk.length, end + 1 - offset);
    if (from < until) yield chunk.subarray(from, until);
    offset += chunk.length;
    if (offset > end) return;
  }
}
