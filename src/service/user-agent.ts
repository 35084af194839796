import { readFileSync } from "node:fs";

/** How this service names itself to Lever: "findem-lever-subgraph/0.1.0". */
export function userAgent(): string {
  const { name, version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    readonly name: string;
    readonly version: string;
  };
  return `${name}/${version}`;
}
