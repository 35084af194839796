import { createHmac, randomBytes } from "node:crypto";
import type { As, TestSubgraph } from "./subgraph.js";

/** A delivery before it is signed. */
export interface Unsigned {
  readonly event?: string;
  /** Milliseconds since the Unix epoch. */
  readonly triggeredAt?: number;
  readonly token?: string;
  readonly data?: unknown;
}

/** A delivery on its way. */
export interface DeliveryBody {
  readonly id: string;
  readonly event: string;
  readonly triggeredAt: number;
  readonly token: string;
  readonly data: unknown;
  readonly signature?: string;
}

/** A delivery as Lever makes it, signed with `key`; null: unsigned. */
export function deliveryOf(key: string | null, unsigned: Unsigned = {}): DeliveryBody {
  const { event = "candidateStageChange", triggeredAt = Date.now(), data = {} } = unsigned;
  const token = unsigned.token ?? randomBytes(24).toString("hex");
  const body = { id: `event-of-${token}`, event, triggeredAt, token, data };
  if (key === null) return body;
  return {
    ...body,
    signature: createHmac("sha256", key)
      .update(token + String(triggeredAt))
      .digest("hex"),
  };
}

/** Delivers something to a connection's address, as Lever does. */
export function deliver({ url }: Pick<TestSubgraph, "url">, connectionId: string, body: unknown): Promise<Response> {
  return fetch(`${url}/webhooks/lever/${connectionId}`, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": "Lever-Webhooks" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

/** The status, and the code of the error where there is one. */
export async function answerTo(delivering: Promise<Response>): Promise<string> {
  const response = await delivering;
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return [response.status, errors?.[0]?.extensions.code].filter(Boolean).join(" ");
}

/** A connection's webhooks, as an admin sees them. */
export interface WebhooksSeen {
  readonly url: string;
  readonly events: readonly string[];
  readonly signingTokenSet: boolean;
  readonly lastReceivedAt: string | null;
}

/** Asks for a connection's webhooks. */
export async function webhooksOf(subgraph: TestSubgraph, connectionId: string, as: As = {}): Promise<WebhooksSeen> {
  const query = `query ($id: ID!) { atsConnection(id: $id) { webhooks { url events signingTokenSet lastReceivedAt } } }`;
  const { data } = await subgraph.query(query, { id: connectionId }, as);
  return data.atsConnection.webhooks as WebhooksSeen;
}

/** Tells the signing token of Lever's page; null: takes it back. Answers with the codes of the user errors. */
export async function setSigningToken(
  subgraph: TestSubgraph,
  connectionId: string,
  webhookSigningToken: string | null,
  as: As = {},
) {
  const { data } = await subgraph.query(
    `mutation ($input: UpdateAtsConnectionInput!) { updateAtsConnection(input: $input) { userErrors { code } } }`,
    { input: { connectionId, webhookSigningToken } },
    as,
  );
  return (data.updateAtsConnection.userErrors as readonly { code: string }[]).map(({ code }) => code);
}
