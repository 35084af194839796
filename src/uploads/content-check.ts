import type { FileFormat } from "./file-formats.js";

/** Looks at one chunk after the other; false: that is no file of the format. */
export type ContentCheck = (chunk: Uint8Array) => boolean;

/** Byte order marks of UTF-16, in which every other byte may be zero. */
const UTF_16: readonly string[] = ["fffe", "feff"];

/** Control characters that stand in texts: tab, line feed, form feed, carriage return, escape. */
const IN_TEXTS: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);

const DELETE = 0x7f;

/**
 * Checks by the bytes that a file is what it was said to be: a program that calls itself a resume goes no further. The
 * first chunk must reach as far as a format's beginning.
 */
export function createContentCheck(format: FileFormat): ContentCheck {
  return format.beginning === null ? textCheck() : beginningCheck(format, format.beginning);
}

function beginningCheck({ beginsWithin }: FileFormat, beginning: Uint8Array): ContentCheck {
  let isFirst = true;
  return (chunk) => {
    if (!isFirst) return true;
    isFirst = false;
    return viewOf(chunk)
      .subarray(0, beginsWithin + beginning.length)
      .includes(viewOf(beginning));
  };
}

function textCheck(): ContentCheck {
  let isWide: boolean | null = null;
  return (chunk) => {
    isWide ??= UTF_16.includes(viewOf(chunk).subarray(0, 2).toString("hex"));
    return isWide || chunk.every((byte) => (byte >= 0x20 && byte !== DELETE) || IN_TEXTS.has(byte));
  };
}

function viewOf(chunk: Uint8Array): Buffer {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
