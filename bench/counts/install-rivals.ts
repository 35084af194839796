import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { RIVALS_FOLDER } from "./rival.js";

/**
 * Installs what the rivals need, where it isn't there.
 * @throws Error where npm fails
 */
export async function installRivals(say: (line: string) => void): Promise<void> {
  if (existsSync(join(RIVALS_FOLDER, "node_modules"))) return;
  say("The rivals' packages are installed into bench/rivals (npm ci); it takes a minute, once.");
  const child = spawn("npm", ["ci", "--no-audit", "--no-fund", "--loglevel", "error"], {
    cwd: RIVALS_FOLDER,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error("npm ci failed in bench/rivals; npm run bench -- --without-rivals leaves them out");
}
