/** The largest file, bytes. Lever docs, "Upload a single file": requests of up to 30 MB. */
export const MAX_UPLOAD_BYTES = 30 * 2 ** 20;

/** Bytes of a chunk as it is kept, before it is sealed; all that an upload takes in memory is two of them. */
export const CHUNK_BYTES = 512 * 1_024;

/** How long the link takes the bytes, milliseconds. */
export const UPLOAD_LINK_AGE_MS = 60 * 60_000;

/** How long an upload can be used, milliseconds; then it is forgotten. */
export const UPLOAD_AGE_MS = 24 * 60 * 60_000;
