import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FINDEM_KEY } from "../../sandbox/keys.js";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/start-sandbox.js";
import { readConfig } from "../../src/config/read-config.js";
import { createLogger, type Logger } from "../../src/observability/logger.js";
import type { Clock } from "../../src/time/clock.js";
import { systemClock } from "../../src/time/system-clock.js";
import { type Service, startService } from "../../src/service/start-service.js";
import { parseKeyRing } from "../../src/vault/key-ring.js";

/** What an operation was answered with. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  readonly data: any;
  readonly errors: readonly GraphError[];
  readonly extensions: Readonly<Record<string, unknown>>;
  /** `extensions.lever.requests`. */
  readonly requests: number;
  /** `extensions.lever.calls`, "GET /opportunities" each, in the order in which they ended. */
  readonly calls: readonly string[];
}

/** An error as a client sees it. */
export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Who asks. The account is "acme" and the roles are all, unless the test says. */
export interface As {
  readonly account?: string;
  readonly user?: string;
  readonly email?: string;
  readonly roles?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a test starts with. */
export interface SubgraphOptions {
  readonly sandbox?: SandboxOptions;
  /** Beside LEVER_API_URL, DATA_DIR, PORT. PERMISSION_CHECK is false without it. */
  readonly environment?: Readonly<Record<string, string>>;
  /** In the place of the sandbox: its base URL. */
  readonly leverUrl?: string;
  /** The machine's own without it. */
  readonly clock?: Clock;
}

const ALL_ROLES = "admin,confidential,eeo";

/** Budget and bucket out of the way: tests count requests, and don't wait. */
const NO_LIMIT = { requestsPerSecond: 100_000, burst: 100_000 };
const NO_LIMIT_ENVIRONMENT = { LEVER_REQUESTS_PER_SECOND: "1000", LEVER_BURST: "10000" };

/** The product over a sandbox of its own, asked over HTTP. */
export class TestSubgraph implements AsyncDisposable {
  /** What was logged, a line each. */
  readonly log: string[];

  private constructor(
    readonly sandbox: Sandbox,
    private service: Service,
    private readonly folder: string,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly logger: Logger,
    private readonly clock: Clock,
    log: string[],
  ) {
    this.log = log;
  }

  static async start(options: SubgraphOptions = {}): Promise<TestSubgraph> {
    const sandbox = await startSandbox({ opportunities: 300, ...NO_LIMIT, ...options.sandbox });
    const folder = await mkdtemp(join(tmpdir(), "findem-lever-"));
    const log: string[] = [];
    const logger = createLogger({
      level: "info",
      name: "test",
      destination: { write: (line: string) => void log.push(line) },
    });
    const environment = {
      PORT: "0",
      LEVER_API_URL: options.leverUrl ?? sandbox.url,
      DATA_DIR: folder,
      ...NO_LIMIT_ENVIRONMENT,
      // It would send requests at any time, which tests that count them don't expect.
      PERMISSION_CHECK: "false",
      // Nothing begins by itself: tests count requests.
      SYNC_INTERVAL_SECONDS: "0",
      // A machine that runs many tests at once is behind.
      MAX_EVENT_LOOP_LAG_MS: "60000",
      ...options.environment,
    };
    const { clock = systemClock } = options;
    const service = await startService(readConfig(environment, { encryptionKeys: parseKeyRing }), logger, clock);
    return new TestSubgraph(sandbox, service, folder, environment, logger, clock, log);
  }

  /** "http://127.0.0.1:PORT" */
  get url(): string {
    return this.service.url;
  }

  /** The folder of the embedded database. */
  get dataDir(): string {
    return this.folder;
  }

  /** Sends an operation. */
  async query(source: string, variables: Readonly<Record<string, unknown>> = {}, as: As = {}): Promise<Answer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-lever-report": "1", ...headersOf(as) },
      body: JSON.stringify({ query: source, variables }),
    });
    return toAnswer(response);
  }

  /** Connects a Lever account; answers with the connection's id. */
  async connect(apiKey: string = FINDEM_KEY, as: As = {}, name = "Nimbus"): Promise<string> {
    const { data, errors } = await this.query(
      `mutation ($input: ConnectLeverInput!) { connectLever(input: $input) { connection { id } userErrors { code message } } }`,
      { input: { name, apiKey } },
      as,
    );
    const id: unknown = data?.connectLever?.connection?.id;
    if (typeof id !== "string") throw new Error(`Not connected: ${JSON.stringify({ data, errors })}`);
    return id;
  }

  /** Stops the product and starts it again over the same data, as after a crash or a deployment. */
  async restart(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.service[Symbol.asyncDispose]();
    const config = readConfig({ ...this.environment, ...environment }, { encryptionKeys: parseKeyRing });
    this.service = await startService(config, this.logger, this.clock);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.service[Symbol.asyncDispose]();
    await this.sandbox[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Starts the product over a sandbox of its own. */
export function startSubgraph(options: SubgraphOptions = {}): Promise<TestSubgraph> {
  return TestSubgraph.start(options);
}

function headersOf({ account = "acme", user = "u1", email, roles = ALL_ROLES, headers }: As): Record<string, string> {
  return {
    "x-account-id": account,
    "x-user-id": user,
    "x-user-roles": roles,
    ...(email === undefined ? {} : { "x-user-email": email }),
    ...headers,
  };
}

async function toAnswer(response: Response): Promise<Answer> {
  const { data, errors, extensions } = (await response.json()) as Partial<Answer>;
  const lever = extensions?.["lever"] as { requests: number; calls: { method: string; path: string }[] } | undefined;
  return {
    status: response.status,
    headers: response.headers,
    data,
    errors: errors ?? [],
    extensions: extensions ?? {},
    requests: lever?.requests ?? 0,
    calls: lever?.calls.map(({ method, path }) => `${method} ${path}`) ?? [],
  };
}
