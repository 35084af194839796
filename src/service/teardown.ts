type Close = () => void | Promise<void>;

/** What has to be closed again, last opened first. Node 20 has no AsyncDisposableStack. */
export class Teardown implements AsyncDisposable {
  #closings: Close[] = [];

  /** Takes something over that knows how to close. */
  use<Resource extends AsyncDisposable>(resource: Resource): Resource {
    this.#closings.push(() => resource[Symbol.asyncDispose]() as Promise<void>);
    return resource;
  }

  defer(close: Close): void {
    this.#closings.push(close);
  }

  /** Everything is closed, even where closing something before it failed; then the first failure is thrown. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closings = this.#closings.reverse();
    this.#closings = [];
    const failures: unknown[] = [];
    for (const close of closings) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
