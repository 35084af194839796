import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../src/config/read-config.js";
import { createLogger } from "../src/observability/logger.js";
import { startService } from "../src/service/start-service.js";
import { parseKeyRing } from "../src/vault/key-ring.js";
import type { RunningSubgraph } from "./gateway/compose-supergraph.js";

/** How the subgraph is started. */
export interface LeverSubgraphOptions {
  /** 0: any free one. */
  readonly port: number;
  /** Lever's base URL: the sandbox's. */
  readonly leverApiUrl: string;
}

/** The product as it runs behind a gateway; disposing it removes its data. */
export interface LeverSubgraph extends AsyncDisposable {
  /** "http://127.0.0.1:4001" */
  readonly url: string;
  /** What the gateway has to send so that it is taken for the gateway. */
  readonly gatewaySecret: string;
  /** As the gateway sees it. */
  readonly subgraph: RunningSubgraph;
}

/** Starts the product over an empty embedded database in a temporary folder, behind a secret that is made here. */
export async function startLeverSubgraph({ port, leverApiUrl }: LeverSubgraphOptions): Promise<LeverSubgraph> {
  const folder = await mkdtemp(join(tmpdir(), "findem-lever-demo-"));
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const gatewaySecret = randomBytes(32).toString("base64url");
  const environment = {
    HOST: "127.0.0.1",
    PORT: String(port),
    LEVER_API_URL: leverApiUrl,
    DATA_DIR: folder,
    ENCRYPTION_KEYS: `demo:${randomBytes(32).toString("base64")}`,
    AUTH_MODE: "gateway",
    GATEWAY_SECRET: gatewaySecret,
    LOG_LEVEL: "error",
  };
  try {
    const config = readConfig(environment, { encryptionKeys: parseKeyRing });
    const service = await startService(config, createLogger({ level: config.logLevel, name: "lever" }));
    return {
      url: service.url,
      gatewaySecret,
      subgraph: {
        name: "lever",
        url: `${service.url}/graphql`,
        headers: { "router-authorization": gatewaySecret },
      },
      [Symbol.asyncDispose]: async () => {
        await service[Symbol.asyncDispose]();
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}
