import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { z } from "zod";

/** A subgraph that runs. */
export interface RunningSubgraph {
  /** Its name in the supergraph. */
  readonly name: string;
  /** Where operations go. */
  readonly url: string;
  /** Sent with every request to it, and to no other: what the gateway alone knows. */
  readonly headers?: Readonly<Record<string, string>>;
}

const ServiceAnswer = z.object({ data: z.object({ _service: z.object({ sdl: z.string() }) }) });

/**
 * Asks each subgraph for its SDL and composes them.
 * @throws Error naming the subgraph that gave no SDL, or what does not compose
 */
export async function composeSupergraph(subgraphs: readonly RunningSubgraph[]): Promise<string> {
  const services = await Promise.all(
    subgraphs.map(async (subgraph) => ({
      name: subgraph.name,
      url: subgraph.url,
      typeDefs: parse(await readSdl(subgraph)),
    })),
  );
  const { errors, supergraphSdl } = composeServices(services);
  if (errors) throw new Error(`The subgraphs do not compose: ${errors.map(({ message }) => message).join("; ")}`);
  return supergraphSdl;
}

async function readSdl({ name, url, headers }: RunningSubgraph): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query: "{ _service { sdl } }" }),
  });
  const answer = ServiceAnswer.safeParse(await response.json());
  if (!answer.success) throw new Error(`The subgraph ${name} gave no SDL: HTTP ${response.status}`);
  return answer.data.data._service.sdl;
}
