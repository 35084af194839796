import { PLAIN_KEY } from "../sandbox/keys.js";
import { EXAMPLE_OPERATIONS, type ExampleOperation } from "../src/http/playground/example-operations.js";
import { readOperation } from "./operations.js";
import { PROFILES } from "./profiles/profiles.js";

/** What the gateway's playground opens with: what only a supergraph can answer, then the subgraph's own examples. */
export async function readTabs(): Promise<readonly ExampleOperation[]> {
  const [everybody, one, connect] = await Promise.all([
    readOperation("profiles-with-lever"),
    readOperation("one-profile"),
    readOperation("connect-lever"),
  ]);
  const input = { name: "Sandbox without confidential access", apiKey: PLAIN_KEY };
  return [
    { query: everybody },
    { query: one, variables: pretty({ id: PROFILES[0]?.id }) },
    ...EXAMPLE_OPERATIONS.filter(({ query }) => !query.includes("connectLever")),
    { query: connect, variables: pretty({ input }) },
  ];
}

function pretty(variables: object): string {
  return JSON.stringify(variables, null, 2);
}
