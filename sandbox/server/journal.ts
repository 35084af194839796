import type { SandboxRequest } from "../sandbox.js";
import { isMatch } from "./fault-list.js";

/** A request whose answer's status is set when it goes out. */
export type JournalEntry = { -readonly [Member in keyof SandboxRequest]: SandboxRequest[Member] };

/** The requests that came. */
export class Journal {
  readonly requests: JournalEntry[] = [];

  /** The requests in short, see `Sandbox.calls`. */
  calls(filter?: string | RegExp): readonly string[] {
    return this.requests
      .map(({ method, template, path }) => ({ call: `${method} ${template || path}`, template }))
      .filter(({ call, template }) => filter === undefined || isMatch(call, filter) || filter === template)
      .map(({ call }) => call);
  }
}
