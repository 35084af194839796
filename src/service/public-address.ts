/** Where this service is reached from outside: as configured, or else where it was found to listen. */
export class PublicAddress {
  #url: string | null;

  /** `configured`: without a slash at its end; null where the port is still to be found. */
  constructor(configured: string | null) {
    this.#url = configured;
  }

  /** The server listens. What was configured stays. */
  found(url: string): void {
    this.#url ??= url;
  }

  /** Without a slash at its end. */
  get url(): string {
    if (this.#url === null) throw new Error("A link was asked for before the server listens");
    return this.#url;
  }
}
