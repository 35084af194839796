/** The bytes of an upload as a body takes them: read and opened while they are sent, never all of them in memory. */
export class StoredBytes extends Blob {
  readonly #size: number;
  readonly #read: () => AsyncIterable<Uint8Array<ArrayBuffer>>;

  constructor(size: number, type: string, read: () => AsyncIterable<Uint8Array<ArrayBuffer>>) {
    super([], { type });
    this.#size = size;
    this.#read = read;
  }

  override get size(): number {
    return this.#size;
  }

  /** From the beginning, each time that it is called. */
  override stream(): ReturnType<Blob["stream"]> {
    const chunks = this.#read()[Symbol.asyncIterator]();
    return new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: async (controller) => {
        const next = await chunks.next();
        if (next.done === true) controller.close();
        // A copy in memory of its own: streams of bytes take the memory of what they are given away, and that of a small
        // buffer is Node's pool, which everything else in this process uses as well.
        else controller.enqueue(new Uint8Array(next.value));
      },
      cancel: async () => {
        await chunks.return?.();
      },
    });
  }

  /** All of them at once. */
  override async arrayBuffer(): Promise<ArrayBuffer> {
    return new Response(this.stream()).arrayBuffer();
  }

  override async text(): Promise<string> {
    return new Response(this.stream()).text();
  }

  /** @throws TypeError always: they are read from their beginning to their end */
  override slice(): Blob {
    throw new TypeError("Stored bytes have no parts that could be read by themselves");
  }
}
