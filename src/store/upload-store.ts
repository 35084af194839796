/** A file that was, or is being, uploaded to this service. Times are milliseconds since the Unix epoch. */
export interface UploadRecord {
  readonly id: string;
  readonly accountId: string;
  readonly connectionId: string;
  /** The file's name, sealed. */
  readonly sealedName: string;
  readonly contentType: string;
  /** Bytes that were announced. */
  readonly size: number;
  /** Bytes that have arrived, before they were sealed. */
  readonly receivedBytes: number;
  readonly state: "OPEN" | "COMPLETE";
  readonly createdAt: number;
  readonly expiresAt: number;
}

/**
 * Files that were uploaded to this service, in sealed chunks. Go with their connection. An id of another account is as
 * unknown as one that was never given out.
 */
export interface UploadStore {
  /**
   * Begins an upload: OPEN, and nothing received, whatever the record says.
   * @throws UnknownConnection (store-errors.ts)
   */
  create(record: UploadRecord): Promise<void>;
  byId(accountId: string, id: string): Promise<UploadRecord | null>;
  /**
   * Appends a chunk; `index` counts from 0. False, and nothing is kept, where that is not the next one, or the upload
   * is complete or gone. `sealed` is kept as it is; `plainBytes` is counted into `receivedBytes`.
   */
  append(accountId: string, id: string, index: number, sealed: Uint8Array, plainBytes: number): Promise<boolean>;
  /** Forgets received chunks, to begin again. Does nothing where the upload is complete or gone. */
  restart(accountId: string, id: string): Promise<void>;
  /** Whether it is complete now: false where bytes are missing or too many. Idempotent. */
  complete(accountId: string, id: string): Promise<boolean>;
  /**
   * The chunks that there are when it begins, in order, read one after another.
   * @throws UploadGone (store-errors.ts) where it is not there, or goes while it is read
   */
  chunks(accountId: string, id: string): AsyncIterable<Uint8Array>;
  /** Removes all uploads of a connection, complete or not. */
  removeAll(connectionId: string): Promise<void>;
  /** Removes what has expired, complete or not; answers with how many. */
  prune(now: number): Promise<number>;
}
