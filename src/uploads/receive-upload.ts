import { createHash } from "node:crypto";
import type { UploadRecord } from "../store/store.js";
import { type ContentCheck, createContentCheck } from "./content-check.js";
import { formatOfContentType } from "./file-formats.js";
import { inChunks } from "./in-chunks.js";
import type { SealedChunks } from "./sealed-chunks.js";
import { CHUNK_BYTES } from "./upload-limits.js";

/**
 * What became of the bytes. "conflict": somebody else uploaded at the same time, or other bytes are there already;
 * "otherContent": they are not what the file was said to be.
 */
export type Received = "complete" | "tooLong" | "tooShort" | "otherContent" | "conflict";

/**
 * Takes in the bytes of an upload. One that was broken off begins again; one that is complete takes the same bytes once
 * more, so that a client who did not hear of it may repeat it.
 * @throws what the source throws, where it breaks off; StoreUnavailable
 */
export async function receiveUpload(
  chunks: SealedChunks,
  upload: UploadRecord,
  source: AsyncIterable<Uint8Array>,
): Promise<Received> {
  if (upload.state === "COMPLETE") return sameAsStored(chunks, upload, source);
  await chunks.restart(upload);
  const outcome = await store(chunks, upload, source);
  if (outcome !== "complete" && outcome !== "conflict") await chunks.restart(upload);
  return outcome;
}

async function store(chunks: SealedChunks, upload: UploadRecord, source: AsyncIterable<Uint8Array>): Promise<Received> {
  const isAsSaid = contentCheckOf(upload);
  const digest = createHash("sha256");
  let received = 0;
  let index = 0;
  for await (const chunk of inChunks(source, CHUNK_BYTES)) {
    received += chunk.length;
    if (received > upload.size) return "tooLong";
    if (!isAsSaid(chunk)) return "otherContent";
    if (!(await chunks.append(upload, index++, chunk))) return "conflict";
    digest.update(chunk);
  }
  if (received < upload.size) return "tooShort";
  return (await complete(chunks, upload, digest.digest("hex"))) ? "complete" : "conflict";
}

/** Of two who upload at the same time each may have added chunks: what is there is read once more. */
async function complete(chunks: SealedChunks, upload: UploadRecord, digest: string): Promise<boolean> {
  return (await digestOf(chunks.read(upload))) === digest && chunks.complete(upload);
}

/** Nothing is a file of a format that this version doesn't know. */
function contentCheckOf({ contentType }: UploadRecord): ContentCheck {
  const format = formatOfContentType(contentType);
  return format ? createContentCheck(format) : () => false;
}

async function sameAsStored(
  chunks: SealedChunks,
  upload: UploadRecord,
  source: AsyncIterable<Uint8Array>,
): Promise<Received> {
  let received = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      received += piece.length;
      if (received > upload.size) return;
      yield piece;
    }
  };
  const given = await digestOf(counted());
  if (received !== upload.size) return received > upload.size ? "tooLong" : "tooShort";
  return given === (await digestOf(chunks.read(upload))) ? "complete" : "conflict";
}

async function digestOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const digest = createHash("sha256");
  for await (const piece of source) digest.update(piece);
  return digest.digest("hex");
}
