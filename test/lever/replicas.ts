import type { Reply, SeenRequest } from "../support/scripted-server.js";
import type { SharedStore } from "./shared-stores.js";
import { Harness } from "./support.js";

/** Two processes of the product before one Lever and one shared store, on one clock. */
export class Replicas implements AsyncDisposable {
  private constructor(
    readonly one: Harness,
    readonly other: Harness,
    /** What both reported of the shared store. */
    readonly errors: readonly string[],
  ) {}

  static async start(
    store: SharedStore,
    script: (request: SeenRequest, index: number) => Reply,
    over: { readonly requestsPerSecond?: number; readonly burst?: number } = {},
  ): Promise<Replicas> {
    const errors: string[] = [];
    const onCacheError = ({ message }: Error) => void errors.push(message);
    const one = await Harness.start(script, { ...over, cache: await store.keyv(), onCacheError });
    const shared = { clock: one.clock, baseUrl: `${one.server.url}/v1` };
    const other = await Harness.start(script, { ...over, ...shared, cache: await store.keyv(), onCacheError });
    return new Replicas(one, other, errors);
  }

  get clock() {
    return this.one.clock;
  }

  /** All that Lever was asked. */
  get requests(): readonly SeenRequest[] {
    return this.one.server.requests;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.one[Symbol.asyncDispose]();
    await this.other[Symbol.asyncDispose]();
  }
}
