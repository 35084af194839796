import { z } from "zod";
import { FINDEM_KEY } from "../sandbox/keys.js";
import { askGateway } from "./ask-gateway.js";
import { readOperation } from "./operations.js";

const Connected = z.object({
  connectLever: z.object({
    connection: z.object({ id: z.string(), name: z.string(), status: z.string(), apiKeyHint: z.string() }).nullable(),
    userErrors: z.array(z.object({ code: z.string(), message: z.string() })),
  }),
});

/** A connection that was made. */
export type NewConnection = NonNullable<z.infer<typeof Connected>["connectLever"]["connection"]>;

/**
 * Connects the sandbox as an admin would connect their Lever account.
 * @throws Error naming the user errors
 */
export async function connectSandbox(gatewayUrl: string): Promise<NewConnection> {
  const { data } = await askGateway(gatewayUrl, Connected, {
    query: await readOperation("connect-lever"),
    variables: { input: { name: "Nimbus Robotics", apiKey: FINDEM_KEY } },
  });
  const { connection, userErrors } = data.connectLever;
  if (!connection) {
    const reasons = userErrors.map(({ code, message }) => `${code}: ${message}`);
    throw new Error(`The sandbox could not be connected. ${reasons.join("; ")}`);
  }
  return connection;
}
