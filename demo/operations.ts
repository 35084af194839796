import { readFile } from "node:fs/promises";

/** Reads an operation of the demo by the name of its file. */
export function readOperation(name: "connect-lever" | "one-profile" | "profiles-with-lever"): Promise<string> {
  return readFile(new URL(`./${name}.graphql`, import.meta.url), "utf8");
}
