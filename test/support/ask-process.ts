import type { ServiceProcess } from "./service-process.js";
import type { Answer, As } from "./subgraph.js";

/** Sends an operation to a service that is a process of its own. */
export async function askProcess(
  process: ServiceProcess,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  as: As,
): Promise<Answer> {
  const headers = {
    ...{ "content-type": "application/json", "x-account-id": "acme", "x-user-id": as.user ?? "u1" },
    ...{ "x-user-email": as.email ?? "", "x-user-roles": as.roles ?? "admin" },
  };
  const body = JSON.stringify({ query, variables });
  const response = await fetch(`${await process.url()}/graphql`, { method: "POST", headers, body });
  const { data, errors = [] } = (await response.json()) as Partial<Answer>;
  return { status: response.status, headers: response.headers, data, errors, extensions: {}, requests: 0, calls: [] };
}

/** Connects a Lever account through it; answers with the connection's id. */
export async function connectProcess(process: ServiceProcess, apiKey: string): Promise<string> {
  const { data } = await askProcess(
    process,
    `mutation ($key: String!) { connectLever(input: { name: "Nimbus", apiKey: $key }) { connection { id } } }`,
    { key: apiKey },
    {},
  );
  return data.connectLever.connection.id as string;
}
