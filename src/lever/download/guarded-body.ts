import { Transform, type TransformCallback } from "node:stream";
import { BodyTooLarge } from "../http/read-body.js";

/** What a body is held to. */
export interface BodyRules {
  /** The most that is let through. */
  readonly maxBytes: number;
  /** What was announced; null where nothing was. */
  readonly expectedBytes: number | null;
  /** Something has come through. */
  readonly onBytes: () => void;
  /** It is over, however it ended; called once. */
  readonly onEnd: () => void;
  /** The error that readers get. */
  readonly toFailure: (error: unknown) => Error;
}

/** Less has come than was announced. */
export class BodyCutOff extends Error {
  override readonly name = "BodyCutOff";
}

/** Lets a body through chunk by chunk, holding no more than one, and ends it where it breaks a rule. */
export class GuardedBody extends Transform {
  #bytes = 0;

  constructor(private readonly rules: BodyRules) {
    super();
    // A failure after the last reader has left would end the process.
    this.on("error", () => undefined);
  }

  override _transform(chunk: Buffer, _: BufferEncoding, callback: TransformCallback): void {
    this.#bytes += chunk.length;
    this.rules.onBytes();
    if (this.#bytes > this.rules.maxBytes) callback(new BodyTooLarge());
    else callback(null, chunk);
  }

  override _flush(callback: TransformCallback): void {
    const { expectedBytes } = this.rules;
    callback(expectedBytes === null || expectedBytes === this.#bytes ? null : new BodyCutOff());
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.rules.onEnd();
    callback(error === null ? null : this.rules.toFailure(error));
  }
}
