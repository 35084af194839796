import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import { KEY_BYTES } from "./key-ring.js";

/** A key ring that was read from a file, or has just been made there. */
export interface KeyFile {
  readonly path: string;
  /** For `parseKeyRing`. */
  readonly text: string;
  readonly created: boolean;
}

const FILE_NAME = "encryption-key";
const ONLY_OWNER_FILE = 0o600;
const ONLY_OWNER_FOLDER = 0o700;

/**
 * The key ring of an installation that was given none: `encryption-key` in `dataDir`, made (mode 0600) where there is
 * none yet. Several processes may do this at once: all of them get the same ring, and one of them is told it made it.
 * @throws the file system's error when the folder can't be made or written
 */
export async function loadOrCreateKeyFile(dataDir: string): Promise<KeyFile> {
  const path = join(dataDir, FILE_NAME);
  const existing = await readIfThere(path);
  if (existing !== null) return { path, text: existing, created: false };

  await mkdir(dataDir, { recursive: true, mode: ONLY_OWNER_FOLDER });
  const text = `k1:${randomBytes(KEY_BYTES).toString("base64")}`;
  const created = await createWhole(path, `${text}\n`);
  return { path, text: created ? text : (await readFile(path, "utf8")).trim(), created };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}

/** A link appears with the whole file behind it, and only where there is none: nobody can read half a key. */
async function createWhole(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(8).toString("hex")}`;
  const file = await open(draft, "wx", ONLY_OWNER_FILE);
  try {
    await file.writeFile(content);
    await file.sync();
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await file.close();
    await unlink(draft);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
