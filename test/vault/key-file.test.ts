import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadOrCreateKeyFile } from "../../src/vault/key-file.js";
import { parseKeyRing } from "../../src/vault/key-ring.js";

describe("the key file of an installation that was given no key ring", () => {
  let parent: string;
  let dataDir: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), "key-file-"));
    dataDir = join(parent, "a", "data");
  });
  afterEach(() => rm(parent, { recursive: true }));

  test("is made once, for its owner's eyes only, and read from then on", async () => {
    const made = await loadOrCreateKeyFile(dataDir);
    expect(made.created).toBe(true);
    expect(made.path).toBe(join(dataDir, "encryption-key"));
    expect(parseKeyRing(made.text)).toHaveLength(1);
    expect((await stat(made.path)).mode & 0o777).toBe(0o600);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect((await readFile(made.path, "utf8")).trim()).toBe(made.text);

    expect(await loadOrCreateKeyFile(dataDir)).toEqual({ ...made, created: false });
    expect(await readdir(dataDir)).toEqual(["encryption-key"]);
  });

  test("of two installations hold different keys", async () => {
    const one = await loadOrCreateKeyFile(dataDir);
    const other = await loadOrCreateKeyFile(join(parent, "other"));
    expect(one.text).not.toBe(other.text);
  });

  test("is not made anew when there is one that can't be used", async () => {
    const { path } = await loadOrCreateKeyFile(dataDir);
    await writeFile(path, "");
    expect(await loadOrCreateKeyFile(dataDir)).toEqual({ path, text: "", created: false });
  });

  test("is made by one of many that start at the same time", async () => {
    const rings = await Promise.all(Array.from({ length: 30 }, () => loadOrCreateKeyFile(dataDir)));
    expect(rings.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(rings.map(({ text }) => text)).size).toBe(1);
    expect(await readdir(dataDir)).toEqual(["encryption-key"]);
  });

  test("is made by one of several processes", async () => {
    const module = fileURLToPath(new URL("../../src/vault/key-file.ts", import.meta.url));
    const program = `
      const { loadOrCreateKeyFile } = await import(${JSON.stringify(module)});
      process.stdout.write(JSON.stringify(await loadOrCreateKeyFile(${JSON.stringify(dataDir)})));`;
    const answers = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
          stdio: ["ignore", "pipe", "inherit"],
        });
        const [output] = await Promise.all([readText(child.stdout), once(child, "exit")]);
        return JSON.parse(output) as { text: string; created: boolean };
      }),
    );
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });
});
