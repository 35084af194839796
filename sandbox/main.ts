import { parseArgs } from "node:util";
import { FINDEM_KEY } from "./keys.js";
import { startSandbox } from "./start-sandbox.js";

/** `npm run sandbox -- [--port N] [--opportunities N]`: the sandbox alone, until it is told to stop. */
const { values } = parseArgs({
  options: { port: { type: "string", default: "4010" }, opportunities: { type: "string", default: "3000" } },
});
const sandbox = await startSandbox({
  port: wholeNumber("--port", values.port),
  opportunities: wholeNumber("--opportunities", values.opportunities),
});
process.stdout.write(
  `The Lever sandbox listens on ${sandbox.url} (try: curl -u ${FINDEM_KEY}: ${sandbox.url}/stages)\n`,
);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void sandbox[Symbol.asyncDispose]());
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new TypeError(`${option} must be a whole number`);
  return Number(text);
}
