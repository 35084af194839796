import type { Reply } from "../support/scripted-server.js";

/** An answer that waits until the test lets it go. */
export class HeldReply {
  #release: () => void = () => undefined;
  readonly #released = new Promise<void>((resolve) => {
    this.#release = resolve;
  });

  constructor(private readonly reply: Reply) {}

  readonly send: Reply = async (response, request) => {
    await this.#released;
    await this.reply(response, request);
  };

  release(): void {
    this.#release();
  }
}
