import { parseArgs } from "node:util";
import { FINDEM_KEY } from "./keys.js";
import { startSandbox } from "./start-sandbox.js";

/**
 * `npm run sandbox -- [options]`: the sandbox alone, until it is told to stop.
 *
 * - `--port N`: default 4010
 * - `--opportunities N`: default 3000
 * - `--webhooks`: switches all of Lever's event groups on; without it no webhook is ever sent
 * - `--forward https://findem.example=http://127.0.0.1:4001`: where the proxy of a public origin forwards to; may be
 *   repeated. Webhooks are sent nowhere else
 * - `--webhook https://findem.example/…`: webhooks of all events to this URL, as if made in Lever's settings; may be
 *   repeated
 * - `--signing-token TOKEN`: signs those
 */
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4010" },
    opportunities: { type: "string", default: "3000" },
    webhooks: { type: "boolean", default: false },
    forward: { type: "string", multiple: true, default: [] },
    webhook: { type: "string", multiple: true, default: [] },
    "signing-token": { type: "string" },
  },
});
const sandbox = await startSandbox({
  port: wholeNumber("--port", values.port),
  opportunities: wholeNumber("--opportunities", values.opportunities),
  webhooks: { on: values.webhooks ? "all" : [], forward: Object.fromEntries(values.forward.map(originAndBase)) },
});
sandbox.webhooks.signingToken = values["signing-token"] ?? null;
for (const url of values.webhook) sandbox.webhooks.addInSettings({ url });
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

function originAndBase(text: string): readonly [publicOrigin: string, httpBase: string] {
  const [publicOrigin, httpBase, ...others] = text.split("=");
  if (publicOrigin === undefined || httpBase === undefined || others.length > 0) {
    throw new TypeError(`--forward must be like https://findem.example=http://127.0.0.1:4001, not ${text}`);
  }
  return [publicOrigin, httpBase];
}
