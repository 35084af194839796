import { randomUUID } from "node:crypto";

/** Files on their way into Lever, in memory. */
export class Uploads {
  readonly #files = new Map<string, File>();

  /** Announces one; answers with its id. */
  begin(filename: string, type: string): string {
    const id = randomUUID();
    this.#files.set(id, new File([], filename, { type }));
    return id;
  }

  /** Its bytes have come. */
  receive(id: string, bytes: Uint8Array<ArrayBuffer>): void {
    const { name, type } = this.take(id);
    this.#files.set(id, new File([bytes], name, { type }));
  }

  /** @throws Error where there is none */
  take(id: string): File {
    const file = this.#files.get(id);
    if (file === undefined) throw new Error("No such upload");
    return file;
  }
}
