import type { EpochMillis, LeverId } from "../../lever/wire.js";

/** What Lever tells of any file. Lever docs, "Files > File attributes", "Resumes > Resume attributes": `file`. */
export interface FileDetailsWire {
  readonly name?: string | null;
  /** ".pdf" of files, "pdf" of resumes. */
  readonly ext?: string | null;
  readonly uploadedAt?: EpochMillis | null;
  /** processing, processed, unsupported or error. */
  readonly status?: string | null;
  /** Bytes. */
  readonly size?: number | null;
}

/** A file as Lever sends it; its `downloadUrl` is a page that wants a login. Lever docs, "Files > File attributes". */
export interface FileWire extends FileDetailsWire {
  readonly id: LeverId;
}

/** A document of an offer. Lever docs, "Offers > Offer attributes": `sentDocument`, `signedDocument`. */
export interface OfferDocumentWire {
  readonly fileName?: string | null;
  readonly uploadedAt?: EpochMillis | null;
}
