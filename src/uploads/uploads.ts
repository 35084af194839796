import { randomUUID } from "node:crypto";
import type { UploadRecord, UploadStore } from "../store/store.js";
import type { Clock } from "../time/clock.js";
import { bindingOf } from "../vault/bindings.js";
import type { Vault } from "../vault/vault.js";
import { type Received, receiveUpload } from "./receive-upload.js";
import { SealedChunks } from "./sealed-chunks.js";
import { StoredBytes } from "./stored-bytes.js";
import { UPLOAD_AGE_MS, UPLOAD_LINK_AGE_MS } from "./upload-limits.js";
import { openUploadLink, signUploadLink } from "./upload-links.js";

/** A file that is to be uploaded, checked. */
export interface NewUpload {
  readonly accountId: string;
  readonly connectionId: string;
  readonly filename: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
}

/** An upload that was begun: where its bytes go, and until when (milliseconds since the epoch). */
export interface BegunUpload {
  readonly uploadId: string;
  readonly uploadUrl: string;
  readonly expiresAt: number;
}

/** A file whose bytes are all here. */
export interface ReadyUpload {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** Read from the store while they are sent. */
  readonly bytes: Blob;
}

/** Whose upload it is: of another account or connection it is as unknown as one that was never begun. */
export interface UploadOwner {
  readonly accountId: string;
  readonly connectionId: string;
}

/** What uploads are made of. */
export interface UploadsParts {
  readonly store: UploadStore;
  readonly vault: Vault;
  readonly clock: Pick<Clock, "epochMs">;
  /** The base of the links, without a slash at its end; asked for each link, since the port is found at the start. */
  readonly publicUrl: () => string;
}

/** Files on their way through this service into Lever; sealed while they are here, a day at most. */
export class Uploads {
  readonly #chunks: SealedChunks;

  constructor(private readonly parts: UploadsParts) {
    this.#chunks = new SealedChunks(parts.store, parts.vault);
  }

  /** @throws StoreUnavailable, UnknownConnection (store-errors.ts) */
  async begin({ accountId, connectionId, filename, contentType, size }: NewUpload): Promise<BegunUpload> {
    const { store, vault, clock, publicUrl } = this.parts;
    const id = randomUUID();
    const createdAt = clock.epochMs();
    await store.create({
      ...{ id, accountId, connectionId, contentType, size, createdAt },
      sealedName: vault.seal(filename, bindingOf("uploadName", accountId, id)),
      receivedBytes: 0,
      state: "OPEN",
      expiresAt: createdAt + UPLOAD_AGE_MS,
    });
    const expiresAt = createdAt + UPLOAD_LINK_AGE_MS;
    const token = signUploadLink(vault, { accountId, uploadId: id, expiresAt });
    return { uploadId: id, uploadUrl: `${publicUrl()}/uploads/${token}`, expiresAt };
  }

  /** The upload that a link is for; null where the link was not made here, its time is over, or the upload is gone. */
  async byLink(token: string): Promise<UploadRecord | null> {
    const link = openUploadLink(this.parts.vault, token);
    if (!link || link.expiresAt <= this.parts.clock.epochMs()) return null;
    return this.#known(link.accountId, link.uploadId);
  }

  /** Takes in its bytes. @throws as {@link receiveUpload} */
  receive(upload: UploadRecord, source: AsyncIterable<Uint8Array>): Promise<Received> {
    return receiveUpload(this.#chunks, upload, source);
  }

  /** A file that can be sent to Lever; null where it is unknown, not complete yet, or its time is over. */
  async ready({ accountId, connectionId }: UploadOwner, uploadId: string): Promise<ReadyUpload | null> {
    const upload = await this.#known(accountId, uploadId);
    if (upload?.state !== "COMPLETE" || upload.connectionId !== connectionId) return null;
    const { id, contentType, size, sealedName } = upload;
    const filename = this.parts.vault.open(sealedName, bindingOf("uploadName", accountId, id));
    const bytes = new StoredBytes(size, contentType, () => this.#chunks.read(upload));
    return { id, filename, contentType, size, bytes };
  }

  async #known(accountId: string, id: string): Promise<UploadRecord | null> {
    const upload = await this.parts.store.byId(accountId, id);
    return upload && upload.expiresAt > this.parts.clock.epochMs() ? upload : null;
  }
}
