import { existsSync } from "node:fs";

/** A text that must not be found where it doesn't belong, and what it stands for. */
export interface Canary {
  readonly what: string;
  readonly text: string;
}

/** Where canaries were looked for. */
export interface Place {
  readonly name: string;
  readonly content: string;
}

/** Every spelling under which a canary might hide: encoded, escaped, in another case. */
export function spellingsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text, "utf8");
  const spellings = [
    text.toLowerCase(),
    bytes.toString("latin1").toLowerCase(),
    bytes.toString("hex"),
    encodeURIComponent(text).toLowerCase(),
    JSON.stringify(text).slice(1, -1).toLowerCase(),
    ...base64Of(bytes).map((part) => part.toLowerCase()),
  ];
  return [...new Set(spellings)];
}

/** What stays of the bytes' base64 wherever in a longer text they stand: the ends depend on their neighbours. */
function base64Of(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    const inside = encoded.replace(/=+$/, "").slice(offset === 0 ? 0 : offset + 1, -2);
    return [inside, inside.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** "API key in the log", for each canary that is somewhere it doesn't belong. */
export function found(canaries: readonly Canary[], places: readonly Place[]): readonly string[] {
  return places.flatMap(({ name, content }) => {
    const text = content.toLowerCase();
    const isIn = ({ text: canary }: Canary): boolean => spellingsOf(canary).some((spelling) => text.includes(spelling));
    return canaries.filter(isIn).map(({ what }) => `${what} in ${name}`);
  });
}

/** Whether what other processes see of one can be read here. */
export const HAS_PROCESS_FILES = existsSync("/proc/self/cmdline");
