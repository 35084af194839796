import { FINDEM_KEY } from "../../sandbox/keys.js";
import { send } from "./send.js";

/** Connects the sandbox; resolves with the connection's id. */
export async function connect(url: string): Promise<string> {
  const { connectLever } = await send<{
    readonly connectLever: { readonly connection: { readonly id: string } | null };
  }>(url, {
    query: `mutation ($key: String!) { connectLever(input: { name: "Bench", apiKey: $key }) { connection { id } } }`,
    variables: { key: FINDEM_KEY },
  });
  if (!connectLever.connection) throw new Error("The sandbox could not be connected");
  return connectLever.connection.id;
}

/** Ids of so many opportunities, read page by page: from then on their rows are in the service's cache. */
export async function opportunityIds(url: string, connection: string, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const { atsConnection }: Ids = await send<Ids>(url, { query: IDS, variables: { connection, after } });
    ids.push(...atsConnection.opportunities.nodes.map(({ id }) => id));
    after = atsConnection.opportunities.pageInfo.endCursor;
  } while (after !== null && ids.length < count);
  return ids.slice(0, count);
}

interface Ids {
  readonly atsConnection: {
    readonly opportunities: {
      readonly nodes: readonly { readonly id: string }[];
      readonly pageInfo: { readonly endCursor: string | null };
    };
  };
}

const IDS = `query ($connection: ID!, $after: String) {
  atsConnection(id: $connection) {
    opportunities(first: 500, after: $after) { nodes { id } pageInfo { endCursor } }
  }
}`;
