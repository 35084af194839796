/** Where a proxy forwards to: a base of plain http, or what gives it at each request. */
export type HttpBase = string | (() => string);

/**
 * Stands for the proxies in front of receivers, which speak https with a certificate that Lever trusts, and forward to
 * plain http. There is no other way out of the sandbox.
 */
export class Forwarding {
  readonly #bases = new Map<string, HttpBase>();

  /**
   * Makes a public origin ("https://findem.example") lead to a base ("http://127.0.0.1:4001"); null: nowhere.
   * @throws TypeError where one of them is something else
   */
  set(publicOrigin: string, base: HttpBase | null): void {
    const isOrigin = URL.canParse(publicOrigin) && new URL(publicOrigin).origin === publicOrigin;
    if (!isOrigin || !publicOrigin.startsWith("https:")) throw new TypeError(`${publicOrigin} is no https origin`);
    if (typeof base === "string") demandHttp(base);
    if (base === null) this.#bases.delete(publicOrigin);
    else this.#bases.set(publicOrigin, base);
  }

  /** What to ask for an https URL; null: nobody is there. */
  targetOf(url: string): string | null {
    const { origin, pathname, search } = new URL(url);
    const base = this.#bases.get(origin);
    if (base === undefined) return null;
    return demandHttp(typeof base === "string" ? base : base()).replace(/\/+$/, "") + pathname + search;
  }
}

function demandHttp(base: string): string {
  const isHttp = URL.canParse(base) && new URL(base).protocol === "http:";
  if (!isHttp) throw new TypeError(`${base} is no http URL`);
  return base;
}
