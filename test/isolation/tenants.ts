import { startSubgraph, type Answer, type As, type TestSubgraph } from "../support/subgraph.js";
import { setSigningToken } from "../support/webhooks.js";
import { type LeverAccount, LeverOfMany } from "./lever-of-many.js";

/** A connection, and whose it is. */
export interface Tenancy {
  readonly account: string;
  readonly id: string;
  readonly lever: LeverAccount;
  readonly signingToken: string;
}

/** What one account was given and another might try. */
export interface Given {
  readonly account: string;
  readonly value: string;
}

/** Every Lever user is there in all accounts: whoever writes is known to each. */
const EMAIL = "nora.lind@nimbusrobotics.test";

/** Many accounts with their connections in one process, over Lever accounts whose ids are all the same. */
export class Tenants implements AsyncDisposable {
  readonly cursors: Given[] = [];
  readonly links: Given[] = [];
  readonly uploads: Given[] = [];
  readonly bulks: Given[] = [];

  private constructor(
    readonly lever: LeverOfMany,
    readonly subgraph: TestSubgraph,
    readonly tenancies: readonly Tenancy[],
  ) {}

  static async start(accounts: number, connectionsEach: number): Promise<Tenants> {
    const lever = await LeverOfMany.start(accounts * connectionsEach);
    const subgraph = await startSubgraph({ leverUrl: lever.url, sandbox: { opportunities: 1 } });
    const tenancies: Tenancy[] = [];
    for (const [index, one] of lever.accounts.entries()) {
      const account = `account-${index % accounts}`;
      const id = await subgraph.connect(one.apiKey, { account }, `Lever ${one.stamp}`);
      const signingToken = `signing-token-${one.stamp}`;
      await setSigningToken(subgraph, id, signingToken, { account });
      tenancies.push({ account, id, lever: one, signingToken });
    }
    return new Tenants(lever, subgraph, tenancies);
  }

  /** One of the ids that the Lever accounts share. */
  opportunity(pick: number): string {
    return pickOf([...this.#data.opportunities.keys()], pick);
  }

  /** The Lever id of a person. */
  contact(pick: number): string {
    return pickOf([...this.#data.contacts.keys()], pick);
  }

  /** An address of a Lever account's own. */
  email({ lever }: Tenancy, pick: number): string {
    const all = [...lever.sandbox.data.contacts.values()].flatMap(({ emails }) => emails);
    return pickOf(all, pick);
  }

  /** Lever's ids of what the type stands for. */
  idOf(type: "AtsStage" | "AtsUser" | "AtsPosting" | "AtsArchiveReason" | "AtsRequisition", pick: number): string {
    const { stages, users, postings, archiveReasons, requisitions } = this.#data;
    const rows = {
      ...{ AtsStage: stages, AtsUser: users, AtsPosting: postings },
      ...{ AtsArchiveReason: archiveReasons, AtsRequisition: requisitions },
    };
    return pickOf([...rows[type].keys()], pick);
  }

  query(account: string, source: string, variables: Readonly<Record<string, unknown>>, as: As = {}): Promise<Answer> {
    return this.subgraph.query(source, variables, { account, email: EMAIL, ...as });
  }

  /** Texts that an account may never see: other accounts' stamps, and ids of their connections. */
  foreignTo(account: string): readonly string[] {
    const others = this.tenancies.filter((one) => one.account !== account);
    return others.flatMap(({ lever, id, signingToken }) => [lever.stamp, id, lever.apiKey, signingToken]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.subgraph[Symbol.asyncDispose]();
    await this.lever[Symbol.asyncDispose]();
  }

  get #data() {
    const [first] = this.lever.accounts;
    if (!first) throw new Error("There is no Lever account");
    return first.sandbox.data;
  }
}

/** One of a list, whatever the number. */
export function pickOf<Value>(values: readonly Value[], pick: number): Value {
  const value = values[pick % values.length];
  if (value === undefined) throw new Error("Nothing to pick from");
  return value;
}
