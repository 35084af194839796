/** A file that an application may name, for a day. */
export interface UploadRecord {
  /** "<uuid>-<filename>" */
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
  /** What answers name it by. */
  readonly uri: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}
