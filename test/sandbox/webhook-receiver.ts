import { createHmac } from "node:crypto";
import type { WebhookEnvelope } from "../../sandbox/webhooks/envelope.js";
import type { WebhookOptions } from "../../sandbox/webhooks/sandbox-webhooks.js";
import type { Sandbox } from "../../sandbox/start-sandbox.js";
import { json, type Reply, ScriptedServer, type SeenRequest } from "../support/scripted-server.js";
import { smallSandbox } from "./support.js";

/** The receiver's name in public. */
export const PUBLIC_ORIGIN = "https://findem.example";
export const RECEIVER_URL = `${PUBLIC_ORIGIN}/webhooks/lever/c1`;

/** A receiver behind its proxy, and a sandbox whose event groups are all switched on. */
export class WebhookWorld implements AsyncDisposable {
  private constructor(
    readonly sandbox: Sandbox,
    readonly receiver: ScriptedServer,
  ) {}

  /** `script` says how the delivery of that number (from 0) is answered; 204 without it. */
  static async start(
    script: (request: SeenRequest, index: number) => Reply = () => json({}, 204),
    options: WebhookOptions = {},
  ): Promise<WebhookWorld> {
    const receiver = await ScriptedServer.start(script);
    const sandbox = await smallSandbox({
      opportunities: 60,
      webhooks: { on: "all", forward: { [PUBLIC_ORIGIN]: receiver.url }, ...options },
    });
    return new WebhookWorld(sandbox, receiver);
  }

  /** What has come in, after all that has happened was delivered. */
  async received(): Promise<readonly WebhookEnvelope[]> {
    await this.sandbox.webhooks.settled();
    return this.receiver.requests.map(({ body }) => JSON.parse(body) as WebhookEnvelope);
  }

  /** As {@link received}, in short: the event and the data. */
  async told(): Promise<readonly (readonly [event: string, data: WebhookEnvelope["data"]])[]> {
    return (await this.received()).map(({ event, data }) => [event, data]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sandbox[Symbol.asyncDispose]();
    await this.receiver[Symbol.asyncDispose]();
  }
}

/** Lever docs, "Webhooks > Signature": what the signature has to be. */
export function signatureFor({ token, triggeredAt }: WebhookEnvelope, key: string): string {
  return createHmac("sha256", key)
    .update(token + String(triggeredAt))
    .digest("hex");
}
