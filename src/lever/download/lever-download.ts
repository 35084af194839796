import type { Readable } from "node:stream";

/** A file that is being read from Lever. */
export interface LeverDownload {
  /** As the server says; null where it doesn't. */
  readonly contentType: string | null;
  /** Of the whole body, bytes; null where the server doesn't say. */
  readonly contentLength: number | null;
  /**
   * The bytes, as fast as they are read here. Fails with a LeverError; a failure after the first byte is not asked for
   * again. Destroy it to give up: the socket is freed.
   */
  readonly body: Readable;
}
