import { parseArgs } from "node:util";
import { connectSandbox } from "./connect-sandbox.js";
import { printCost } from "./print-cost.js";
import { printProfiles } from "./print-profiles.js";
import { readProfilesWithLever } from "./profiles-with-lever.js";
import { type Demo, startDemo } from "./start-demo.js";

/** `npm run demo`: everything on this machine, with made-up people. `-- --once` ends after the query. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { once: { type: "boolean", default: false } } });
  const stopped = values.once ? null : untilStopped();
  await using demo = await startDemo({ hasKnownPorts: !values.once });
  await show(demo);
  if (!stopped) return;
  write(addresses(demo));
  await stopped;
}

async function show({ gatewayUrl }: Demo): Promise<void> {
  const { name, status, apiKeyHint } = await connectSandbox(gatewayUrl);
  write(`Connected ${name} (Lever's key …${apiKeyHint}, ${status}) through the gateway's connectLever.\n`);
  const first = await readProfilesWithLever(gatewayUrl);
  write(`${printProfiles(first.data)}\n`);
  const again = await readProfilesWithLever(gatewayUrl);
  write(`Cost: ${printCost(first.cost)}`);
  write(`Same again: ${printCost(again.cost)}\n`);
}

function addresses({ gatewayUrl, leverUrl, profilesUrl, sandboxUrl, gatewaySecret }: Demo): string {
  return [
    "Open:",
    `  ${gatewayUrl}/  the gateway's playground: profiles and Lever in one graph`,
    `  ${leverUrl}/  the Lever subgraph's playground; it answers its gateway alone. To play one, add the headers`,
    `    ${JSON.stringify({ "router-authorization": gatewaySecret, "x-account-id": "demo", "x-user-roles": "admin" })}`,
    `  ${profilesUrl}  the profiles subgraph`,
    `  ${sandboxUrl}  the Lever sandbox; its API keys are in sandbox/keys.ts`,
    "Ctrl+C ends it and removes its data.",
  ].join("\n");
}

/** Ctrl+C comes twice, from the terminal and from what started this process: the second one must not cut it short. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.on("SIGINT", () => resolve());
    process.on("SIGTERM", () => resolve());
  });
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`The demo failed. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
