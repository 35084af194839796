import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLocalService } from "../service/local-service.js";
import { connectBenchAccount } from "../service/connect-bench-account.js";
import { type BenchWorld, startBenchWorld } from "./bench-world.js";
import type { Contestant, RunningContestant } from "./contestant.js";

/**
 * The product, with the account connected and its stage mapping saved, and nothing else known of it. Each start is one
 * of a service that was never asked anything: over a copy of the database as it was then.
 */
export class Product implements Contestant, AsyncDisposable {
  readonly name = "this subgraph";

  private constructor(
    private readonly folder: string,
    readonly connectionId: string,
  ) {}

  static async connect(): Promise<Product> {
    const folder = await mkdtemp(join(tmpdir(), "findem-lever-bench-"));
    try {
      await using world = await startBenchWorld();
      const { clock, sandbox, data } = world;
      await using service = await startLocalService({ leverUrl: sandbox.url, dataDir: templateIn(folder), clock });
      return new Product(folder, await connectBenchAccount(service.graph, data));
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** It can do all of them. */
  cannot(): null {
    return null;
  }

  async start({ sandbox, clock }: BenchWorld): Promise<RunningContestant> {
    const dataDir = await mkdtemp(join(this.folder, "run-"));
    await cp(templateIn(this.folder), dataDir, { recursive: true });
    const service = await startLocalService({ leverUrl: sandbox.url, dataDir, clock });
    return {
      graph: service.graph,
      // It lives by the same clock as Lever.
      putForward: () => Promise.resolve(),
      [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

function templateIn(folder: string): string {
  return join(folder, "connected");
}
