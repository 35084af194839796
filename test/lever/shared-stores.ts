import { type EventEmitter, once } from "node:events";
import { Keyv, type KeyvStoreAdapter } from "keyv";
import { RedisServer } from "../support/redis.js";
import { settle } from "../support/manual-clock.js";

/** A store that replicas share, with a door for the test. */
export interface SharedStore extends AsyncDisposable {
  /** A Keyv of its own for each replica. */
  keyv(): Promise<Keyv>;
  /** Resolves once everything that replicas have sent is there. */
  written(): Promise<void>;
  keys(): Promise<readonly string[]>;
  read(key: string): Promise<string | null>;
  plant(key: string, text: string): Promise<void>;
  /** Forgets the keys that match, as a full store does. */
  evict(pattern: RegExp): Promise<void>;
}

type Mode = "up" | "down" | "hanging";
type Operation = "get" | "set" | "delete" | "clear";

/** A store in the test's process which is no Map: it holds texts, and fails or hangs when it is told to. */
export class ScriptedStore implements SharedStore {
  mode: Mode = "up";
  readonly values = new Map<string, string>();
  /** Operations that were asked for, failed ones included. */
  asked = 0;
  /** Waited for before an operation is carried out; it fails where this does. */
  before: (operation: Operation) => Promise<void> = () => Promise.resolve();

  constructor(private readonly kind: "single" | "many") {}

  keyv(): Promise<Keyv> {
    return Promise.resolve(new Keyv({ store: this.#adapter(), useKeyPrefix: false }));
  }

  async written(): Promise<void> {
    await settle();
  }

  keys(): Promise<readonly string[]> {
    return Promise.resolve([...this.values.keys()]);
  }

  read(key: string): Promise<string | null> {
    return Promise.resolve(this.values.get(key) ?? null);
  }

  plant(key: string, text: string): Promise<void> {
    this.values.set(key, text);
    return Promise.resolve();
  }

  evict(pattern: RegExp): Promise<void> {
    for (const key of this.values.keys()) if (pattern.test(key)) this.values.delete(key);
    return Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.resolve();
  }

  async #ask<Value>(operation: Operation, act: () => Value): Promise<Value> {
    this.asked++;
    if (this.mode === "down") throw new Error("The store is down");
    if (this.mode === "hanging") await new Promise(() => undefined);
    await this.before(operation);
    return act();
  }

  #adapter(): KeyvStoreAdapter {
    const { values } = this;
    const one = {
      opts: {},
      namespace: undefined,
      on: () => one,
      get: (key: string) => this.#ask("get", () => values.get(key)),
      set: (key: string, value: string) => this.#ask("set", () => void values.set(key, value)),
      delete: (key: string) => this.#ask("delete", () => values.delete(key)),
      clear: () => this.#ask("clear", () => values.clear()),
    };
    const many = {
      getMany: (keys: string[]) => this.#ask("get", () => keys.map((key) => values.get(key))),
      setMany: (entries: readonly { readonly key: string; readonly value: string }[]) =>
        this.#ask("set", () => entries.forEach(({ key, value }) => void values.set(key, value))),
    };
    return (this.kind === "single" ? one : Object.assign(one, many)) as unknown as KeyvStoreAdapter;
  }
}

/** A real Redis. */
export class RedisStore implements SharedStore {
  readonly #keyvs: Keyv[] = [];

  private constructor(readonly server: RedisServer) {}

  static async start(): Promise<RedisStore> {
    return new RedisStore(await RedisServer.start());
  }

  async keyv(): Promise<Keyv> {
    const keyv = new Keyv({ store: await this.server.connect(), useKeyPrefix: false });
    this.#keyvs.push(keyv);
    return keyv;
  }

  /** Commands of one connection are taken in turn. */
  async written(): Promise<void> {
    await settle();
    await Promise.all(this.#keyvs.map((keyv) => keyv.get("nothing")));
  }

  /** Resolves once every replica is connected again. */
  async connected(): Promise<void> {
    for (const keyv of this.#keyvs) {
      const { client } = keyv.store as Awaited<ReturnType<RedisServer["connect"]>>;
      const connection = client as unknown as EventEmitter & { readonly isReady: boolean };
      if (!connection.isReady) await once(connection, "ready");
    }
  }

  async configure(name: string, value: string): Promise<void> {
    await this.#tell(["CONFIG", "SET", name, value]);
  }

  async keys(): Promise<readonly string[]> {
    return this.#tell(["KEYS", "*"]) as Promise<readonly string[]>;
  }

  async read(key: string): Promise<string | null> {
    return this.#tell(["GET", key]) as Promise<string | null>;
  }

  async plant(key: string, text: string): Promise<void> {
    await this.#tell(["SET", key, text]);
  }

  async evict(pattern: RegExp): Promise<void> {
    const keys = (await this.keys()).filter((key) => pattern.test(key));
    if (keys.length > 0) await this.#tell(["DEL", ...keys]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#keyvs.map((keyv) => keyv.disconnect()));
    await this.server[Symbol.asyncDispose]();
  }

  /** Over a connection of its own. */
  async #tell(command: readonly string[]): Promise<unknown> {
    await this.written();
    const store = await this.server.connect();
    try {
      const client = store.client as unknown as { sendCommand(command: readonly string[]): Promise<unknown> };
      return await client.sendCommand(command);
    } finally {
      await store.disconnect();
    }
  }
}
