import type { UploadRecord, UploadStore } from "../store/store.js";
import { bindingOf } from "../vault/bindings.js";
import type { Vault } from "../vault/vault.js";

type Key = Pick<UploadRecord, "accountId" | "id">;

/** The chunks of uploads, sealed on their way into the store: each opens at its own place in its own upload only. */
export class SealedChunks {
  constructor(
    private readonly store: UploadStore,
    private readonly vault: Pick<Vault, "sealBytes" | "openBytes">,
  ) {}

  /** False where it is not the next one, or the upload is complete or gone. */
  append({ accountId, id }: Key, index: number, chunk: Uint8Array): Promise<boolean> {
    const sealed = this.vault.sealBytes(chunk, bindingOf("uploadChunk", accountId, id, index));
    return this.store.append(accountId, id, index, sealed, chunk.length);
  }

  /** In order. @throws UploadGone, SecretUnreadable */
  async *read({ accountId, id }: Key): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    let index = 0;
    for await (const sealed of this.store.chunks(accountId, id)) {
      yield this.vault.openBytes(sealed, bindingOf("uploadChunk", accountId, id, index++));
    }
  }

  /** Forgets what has come, unless it is complete. */
  restart({ accountId, id }: Key): Promise<void> {
    return this.store.restart(accountId, id);
  }

  /** False where bytes are missing or too many. */
  complete({ accountId, id }: Key): Promise<boolean> {
    return this.store.complete(accountId, id);
  }
}
