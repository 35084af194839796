import http from "node:http";
import { EVERYTHING_KEY } from "../../sandbox/keys.js";
import type { SandboxFault } from "../../sandbox/start-sandbox.js";
import type { FileLocation } from "../../src/file-links/file-location.js";
import { createFileLinks, type FileLinks } from "../../src/file-links/file-links.js";
import { parseKeyRing } from "../../src/vault/key-ring.js";
import { createVault } from "../../src/vault/ring-vault.js";
import type { Vault } from "../../src/vault/vault.js";
import { ManualClock } from "../support/manual-clock.js";
import { startSubgraph, type SubgraphOptions, type TestSubgraph } from "../support/subgraph.js";

const KEY_RING = `k1:${Buffer.alloc(32, 9).toString("base64")}`;

/** A file as a test needs it; the rest has defaults. */
export interface GivenFile {
  readonly name?: string;
  readonly ext?: string | null;
  readonly size?: number;
  readonly status?: "processed" | "error";
}

/** The product over a sandbox, with links to the sandbox's files as the product itself would make them. */
export class FileService implements AsyncDisposable {
  readonly #faults: (() => void)[] = [];
  #files = 0;

  private constructor(
    readonly subgraph: TestSubgraph,
    readonly vault: Vault,
    readonly connectionId: string,
    readonly opportunityId: string,
  ) {}

  static async start(options: SubgraphOptions = {}): Promise<FileService> {
    const environment = { ENCRYPTION_KEYS: KEY_RING, ...options.environment };
    const subgraph = await startSubgraph({ ...options, environment });
    const connectionId = await subgraph.connect(EVERYTHING_KEY);
    const [opportunity] = subgraph.sandbox.data.opportunities.values();
    const vault = createVault(parseKeyRing(KEY_RING));
    return new FileService(subgraph, vault, connectionId, opportunity!.id);
  }

  /** Puts a file into the sandbox. */
  add({ name = "portfolio.pdf", ext = ".pdf", size = 1_000, status = "processed" }: GivenFile = {}): FileLocation {
    const id = `given-${this.#files++}`;
    const { connectionId, opportunityId } = this;
    const row = { id, opportunityId, name, ext, size, status, uploadedAt: 1_718_200_000_000 };
    this.subgraph.sandbox.data.files.set(id, row);
    return { connectionId, opportunityId, kind: "file", id };
  }

  /** A link as the product makes it, `agoMs` before now. */
  link(location: FileLocation, { accountId = "acme", agoMs = 0 } = {}): string {
    return this.#links(agoMs).create(accountId, location).url;
  }

  /** What the sandbox holds for a file, as Lever itself would give it out. */
  async bytesOf({ opportunityId, id }: FileLocation): Promise<Buffer> {
    const url = `${this.subgraph.sandbox.url}/opportunities/${opportunityId}/files/${id}/download`;
    const authorization = `Basic ${Buffer.from(`${EVERYTHING_KEY}:`).toString("base64")}`;
    return Buffer.from(await (await fetch(url, { headers: { authorization } })).arrayBuffer());
  }

  inject(fault: SandboxFault): void {
    this.#faults.push(this.subgraph.sandbox.inject(fault));
  }

  /** Before each test. */
  reset(): void {
    for (const remove of this.#faults.splice(0)) remove();
    this.subgraph.sandbox.clearRequests();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.subgraph[Symbol.asyncDispose]();
  }

  #links(agoMs: number): FileLinks {
    const clock = new ManualClock(Date.now() - agoMs);
    return createFileLinks({ signer: this.vault, publicUrl: () => this.subgraph.url, clock });
  }
}

/** The answer's head, once it is there; its body is not read until somebody does. */
export function open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    http.get(url, { headers, agent: false }, resolve).on("error", reject);
  });
}

/** What an error's body tells. */
export async function refusalIn(response: Response): Promise<Readonly<Record<string, unknown>>> {
  const { errors } = (await response.json()) as { errors: { message: string; extensions: Record<string, unknown> }[] };
  return { status: response.status, message: errors[0]!.message, ...errors[0]!.extensions };
}
