import { expect, test } from "vitest";
import { found, type Canary } from "./canaries.js";

const CANARIES: readonly Canary[] = [
  { what: "API key", text: "canary-api-key-T9xQ2m" },
  { what: "name", text: "Zoë Canary-Quill" },
];

const at = (content: string) => found(CANARIES, [{ name: "a log", content }]);

test.each<readonly [string, (text: string) => string]>([
  ["as it is", (text) => text],
  ["in capitals", (text) => text.toUpperCase()],
  ["in hexadecimal", (text) => Buffer.from(text).toString("hex")],
  ["in a URL", (text) => encodeURIComponent(text)],
  ["in JSON", (text) => JSON.stringify({ text })],
  ["as bytes of a file", (text) => Buffer.from(text).toString("latin1")],
  ...[0, 1, 2].map((before): [string, (text: string) => string] => [
    `in base64 behind ${before} bytes`,
    (text) => Buffer.from(`${"x".repeat(before)}${text}:`).toString("base64"),
  ]),
  ["in base64url", (text) => Buffer.from(`user ${text}?~`).toString("base64url")],
])("a canary is found %s", (_, spelled) => {
  expect(at(`before ${spelled("canary-api-key-T9xQ2m")} after`)).toEqual(["API key in a log"]);
  expect(at(`before ${spelled("Zoë Canary-Quill")} after`)).toEqual(["name in a log"]);
});

test("nothing is found where there is none", () => {
  expect(at("canary-api-key of another kind, and Zoe Quill")).toEqual([]);
});
