import { startSandbox } from "../sandbox/start-sandbox.js";
import { composeSupergraph } from "./gateway/compose-supergraph.js";
import { startGateway } from "./gateway/start-gateway.js";
import { startLeverSubgraph } from "./lever-subgraph.js";
import { DEMO_PORTS, whereFree } from "./ports.js";
import { startProfiles } from "./profiles/start-profiles.js";
import { readTabs } from "./tabs.js";

/** All that the demo shows, running. Disposing it stops everything and removes what was stored. */
export interface Demo extends AsyncDisposable {
  /** "http://127.0.0.1:4000" */
  readonly gatewayUrl: string;
  readonly leverUrl: string;
  readonly profilesUrl: string;
  /** With "/v1". */
  readonly sandboxUrl: string;
  /** What the Lever subgraph takes for the sign of the gateway. */
  readonly gatewaySecret: string;
}

export interface DemoOptions {
  /** Ports that people can remember, where they are free; otherwise any free ones. */
  readonly hasKnownPorts: boolean;
}

const OPPORTUNITIES = 600;

/** Starts the sandbox, both subgraphs and the gateway over them. */
export async function startDemo({ hasKnownPorts }: DemoOptions): Promise<Demo> {
  const running: AsyncDisposable[] = [];
  const keep = <Started extends AsyncDisposable>(started: Started): Started => {
    running.unshift(started);
    return started;
  };
  const portFor = (name: keyof typeof DEMO_PORTS): Promise<number> | number =>
    hasKnownPorts ? whereFree(DEMO_PORTS[name]) : 0;
  const stop = async (): Promise<void> => {
    for (const started of running.splice(0)) await started[Symbol.asyncDispose]();
  };
  try {
    const sandbox = keep(await startSandbox({ port: await portFor("sandbox"), opportunities: OPPORTUNITIES }));
    const lever = keep(await startLeverSubgraph({ port: await portFor("lever"), leverApiUrl: sandbox.url }));
    const profiles = keep(await startProfiles(await portFor("profiles")));
    const subgraphs = [{ name: "profiles", url: profiles.url }, lever.subgraph];
    const supergraphSdl = await composeSupergraph(subgraphs);
    const [port, examples] = await Promise.all([portFor("gateway"), readTabs()]);
    const gateway = keep(await startGateway({ port, supergraphSdl, subgraphs, examples }));
    return {
      gatewayUrl: gateway.url,
      leverUrl: lever.url,
      profilesUrl: profiles.url,
      sandboxUrl: sandbox.url,
      gatewaySecret: lever.gatewaySecret,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
