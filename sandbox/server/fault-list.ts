import type { SandboxFault, SandboxMishap, SandboxRequest } from "../sandbox.js";

type Mishap = Exclude<SandboxMishap, { kind: "delay" }>;

/** What is to go wrong with one request. */
export interface Trouble {
  readonly delayMs: number;
  readonly mishap: Mishap | null;
}

/** The faults that tests have put in. */
export class FaultList {
  readonly #faults = new Set<{ readonly fault: SandboxFault; left: number }>();

  /** Returns what removes it. */
  add(fault: SandboxFault): () => void {
    const entry = { fault, left: fault.times ?? Infinity };
    this.#faults.add(entry);
    return () => {
      this.#faults.delete(entry);
    };
  }

  /** What happens to this request; counts the faults that do. */
  next(request: SandboxRequest): Trouble {
    let delayMs = 0;
    for (const entry of [...this.#faults]) {
      if (!fits(entry.fault, request)) continue;
      entry.left--;
      if (entry.left <= 0) this.#faults.delete(entry);
      if (entry.fault.do.kind !== "delay") return { delayMs, mishap: entry.fault.do };
      delayMs += entry.fault.do.ms;
    }
    return { delayMs, mishap: null };
  }
}

function fits({ method, path, query, apiKey }: SandboxFault, request: SandboxRequest): boolean {
  return (
    (method === undefined || method === request.method) &&
    (apiKey === undefined || apiKey === request.apiKey) &&
    (query === undefined || request.query.getAll(query[0]).includes(query[1])) &&
    (path === undefined || [request.template, request.path].some((its) => its !== "" && isMatch(its, path)))
  );
}

/** Whether a text is equal to the pattern or matched by it. */
export function isMatch(text: string, pattern: string | RegExp): boolean {
  // search() instead of test(): a pattern with the flag g keeps no place in between.
  return typeof pattern === "string" ? text === pattern : text.search(pattern) >= 0;
}
