import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SandboxData } from "../../sandbox/data.js";
import { ALL_NAMES } from "../../sandbox/permissions.js";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.js";

/** One Lever account. All of them hold the same rows with the same ids; each text says whose it is. */
export interface LeverAccount {
  readonly apiKey: string;
  /** In every name, text, tag and address of the account, and in nothing of another's. */
  readonly stamp: string;
  readonly sandbox: Sandbox;
}

const STAMPED = new Set(["name", "text", "headline", "location", "company", "subject", "summary", "comments"]);

/** One address with many Lever accounts behind it, told apart by their keys alone, as at Lever itself. */
export class LeverOfMany implements AsyncDisposable {
  private constructor(
    readonly accounts: readonly LeverAccount[],
    private readonly server: http.Server,
  ) {}

  static async start(count: number): Promise<LeverOfMany> {
    const accounts = await Promise.all(Array.from({ length: count }, (_, index) => startAccount(index)));
    const server = http.createServer((request, response) => forward(request, response, accounts));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new LeverOfMany(accounts, server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await Promise.all(this.accounts.map(({ sandbox }) => sandbox[Symbol.asyncDispose]()));
  }
}

async function startAccount(index: number): Promise<LeverAccount> {
  const sandbox = await startSandbox({ opportunities: 6, requestsPerSecond: 100_000, burst: 100_000, now: Date.now() });
  const apiKey = `key-of-lever-account-${index}`;
  const stamp = `zq${index}qz`;
  sandbox.addKey({ apiKey, name: "test", permissions: ALL_NAMES, confidential: true });
  stampAll(sandbox.data, stamp);
  return { apiKey, stamp, sandbox };
}

/** The seeds of all accounts share what they are made of: each row becomes the account's own first. */
function stampAll({ keys: _keys, ...data }: SandboxData, stamp: string): void {
  for (const rows of Object.values(data)) {
    if (!(rows instanceof Map)) continue;
    for (const [id, row] of [...(rows as Map<string, unknown>)]) {
      const own = structuredClone(row);
      stampIn(own, stamp);
      (rows as Map<string, unknown>).set(id, own);
    }
  }
}

function stampIn(value: unknown, stamp: string): void {
  if (typeof value !== "object" || value === null) return;
  const record = value as Record<string, unknown>;
  for (const [name, inner] of Object.entries(record)) {
    if (name === "emails") record[name] = (inner as string[]).map((email) => `${stamp}.${email}`);
    else if (name === "tags") record[name] = (inner as string[]).map((tag) => `${tag} ${stamp}`);
    else if (typeof inner === "string" && STAMPED.has(name)) record[name] = `${inner} ${stamp}`;
    else stampIn(inner, stamp);
  }
}

function forward(request: IncomingMessage, response: ServerResponse, accounts: readonly LeverAccount[]): void {
  const credentials = Buffer.from((request.headers.authorization ?? "").slice("Basic ".length), "base64").toString();
  const account = accounts.find(({ apiKey }) => credentials === `${apiKey}:`);
  const base = new URL((account ?? accounts[0])?.sandbox.url ?? "");
  const { method = "GET", url, headers } = request;
  const onward = http.request({ host: base.hostname, port: base.port, path: url, method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  response.on("close", () => onward.destroy());
  request.pipe(onward);
}
