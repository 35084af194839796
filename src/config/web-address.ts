import { isIP } from "node:net";

const HOST_NAME = /^(?!.*\.\.)[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;
const DOWNLOAD_HOST = /^(\*\.[a-z0-9-]+\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[1-9]\d{0,4})?$/i;
const ADDRESS = /^https?:\/\/[^\s\\@?#]+$/;
const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "localhost"]);

/** Whether a server can be told to listen there; IPv6 without brackets. */
export function isListenHost(text: string): boolean {
  return isIP(text) !== 0 || HOST_NAME.test(text);
}

/** Whether only this machine reaches a server that listens there. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK.has(host);
}

/** An http or https address without user info, query and fragment. */
export function isWebAddress(text: string): boolean {
  return ADDRESS.test(text) && URL.canParse(text);
}

/** An origin as browsers send it: scheme, host and a port that isn't the scheme's own. */
export function isOrigin(text: string): boolean {
  return isWebAddress(text) && new URL(text).origin === text;
}

/** A host's name, with a port if it isn't 443; `*.` before at least two labels stands for all below them. */
export function isDownloadHost(text: string): boolean {
  return DOWNLOAD_HOST.test(text);
}

/** Whether a text is the address of a database or cache in one of the schemes. */
export function isServiceAddress(text: string, schemes: readonly string[]): boolean {
  return schemes.some((scheme) => text.startsWith(`${scheme}://`)) && !/\s/.test(text) && URL.canParse(text);
}
