import { randomUUID } from "node:crypto";
import type { SandboxData } from "../data.js";
import type { SandboxKey } from "../keys.js";
import type { Account } from "../routing/account.js";

/** A key and the account that it opens. */
export interface Access {
  readonly key: SandboxKey;
  readonly account: Account;
}

/** The customers' accounts of the sandbox. */
export class Accounts {
  /** In the order of their data. */
  readonly all: readonly Account[];

  constructor(data: readonly SandboxData[], now: Account["now"], envelopes: Account["envelopes"]) {
    this.all = data.map((its) => ({ data: its, envelopes, now, newId: randomUUID }));
  }

  /** Null: the key is not known. */
  open(apiKey: string | null): Access | null {
    if (apiKey === null) return null;
    for (const account of this.all) {
      const key = account.data.keys.get(apiKey);
      if (key !== undefined) return { key, account };
    }
    return null;
  }
}
