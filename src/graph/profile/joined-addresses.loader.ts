import type { ConnectionScope } from "../../context/connection-scope.js";
import { chunkValues } from "../../planning/chunks.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { readByEmails } from "../opportunity/opportunities-by-email.loader.js";
import { opportunityList } from "../opportunity/opportunity.lever.js";
import { learnMostValues, mostValues, refusedStatus } from "../value-batches.loader.js";
import type { AddressAnswers } from "./address-answer.js";
import { type Attribution, attribute, holdersIn, verdictOf } from "./address-holders.js";
import { knownAddresses } from "./known-addresses.loader.js";

/** How long what was found out is believed, milliseconds: that Lever joins addresses, and that it does not. */
const FOR_MS = { joined: 7 * 24 * 60 * 60_000, separate: 24 * 60 * 60_000 };

/** What is kept of a Lever that looks for one address alone. */
const SEPARATE = 0;

const JOINED_SIZE = "joined-addresses";

/** So few are asked for one by one, rather than finding out more. */
const FEW = 3;

/**
 * How many addresses of one question Lever was seen to look for; 0: for one alone; null: not found out. Of the
 * connection, for all callers.
 */
export async function joinedSize({ lever }: ConnectionScope): Promise<number | null> {
  return (await lever.facts.get<number>(JOINED_SIZE)) ?? null;
}

/** Remembers that Lever looks for one address alone. */
export async function learnSeparate({ lever }: ConnectionScope): Promise<void> {
  await lever.facts.set(JOINED_SIZE, SEPARATE, FOR_MS.separate);
}

/** What one question for several addresses was answered with. */
interface JoinedAnswer {
  readonly attribution: Attribution;
  readonly fetchedAt: number;
  readonly applications: boolean;
}

/**
 * Asks for many addresses by one question each hundred, where Lever is not known to look for one alone. Puts into
 * `answers` what is certain, and leaves the rest to be asked one by one: an address counts as looked for only where an
 * answer held somebody for one at its place or behind it.
 */
export class JoinedReading {
  /** Asked for together, without a sign of whether Lever looked for them. */
  readonly untold = new Set<string>();
  #proven: number | null = null;
  /** Addresses of two people who are surely there, to see whether all are looked for. */
  #controls: readonly string[] = [];
  /** Not to be asked for together again. */
  readonly #givenUp = new Set<string>();

  constructor(
    private readonly scope: ConnectionScope,
    private readonly expand: readonly OpportunityExpand[],
    private readonly answers: AddressAnswers,
  ) {}

  async read(addresses: readonly string[]): Promise<void> {
    this.#proven = await joinedSize(this.scope);
    if (this.#proven === SEPARATE) return;
    const open = (): string[] => addresses.filter((its) => !this.answers.has(its) && !this.#givenUp.has(its)).sort();
    for (let left = open(); left.length > 1; left = open()) {
      if (this.#isProvenTooLittle(left) && !(await this.#takeControls(addresses))) return;
      if (!(await this.#step(left))) return;
    }
  }

  #isProvenTooLittle(left: readonly string[]): boolean {
    return this.#controls.length === 0 && this.#proven !== null && left.length > 2 * this.#proven;
  }

  /** Whether it is worth going on. */
  async #step(left: readonly string[]): Promise<boolean> {
    const { lever } = this.scope;
    const room = (await mostValues(lever, opportunityList, "email")) - this.#controls.length;
    if (room < 2) return false;
    const [chunk = []] = chunkValues("email", left, room);
    const values = [...new Set([...chunk, ...this.#controls])].sort();
    try {
      return await this.#take(values, chunk);
    } catch (error) {
      const status = refusedStatus(error);
      if (status === 414) {
        await learnMostValues(lever, opportunityList, "email", Math.ceil(values.length / 2));
        return true;
      }
      // Of a Lever that takes several, one of these was bad: one by one it fails alone.
      if (status === 400 && this.#proven === null) await learnSeparate(this.scope);
      return false;
    }
  }

  async #take(values: readonly string[], chunk: readonly string[]): Promise<boolean> {
    const answer = await this.#ask(values);
    const { holders, strangers } = answer.attribution;
    const verdict = this.#verdict(answer.attribution);
    if (verdict === "separate") await learnSeparate(this.scope);
    if (verdict === "separate" || strangers.length > 0) return false;
    if (verdict === "joined") {
      const furthest = values.findLastIndex((address) => (holders.get(address)?.length ?? 0) > 0) + 1;
      await this.#learnJoined(Math.max(this.#proven ?? 0, furthest));
    }
    if (this.#proven === null) return this.#takeUntold(chunk, answer);
    const certain = new Set(values.slice(0, this.#proven));
    return this.#keep(
      chunk.filter((address) => certain.has(address)),
      answer,
    );
  }

  #verdict(attribution: Attribution) {
    const areControlsMissing = this.#controls.some((address) => attribution.holders.get(address)?.length === 0);
    return areControlsMissing ? "separate" : verdictOf(attribution);
  }

  async #ask(values: readonly string[]): Promise<JoinedAnswer> {
    const { rows, ...when } = await readByEmails(this.scope, values, this.expand, (page) => {
      return verdictOf(attribute(values, holdersIn(page))) === "separate";
    });
    return { attribution: attribute(values, holdersIn(rows)), ...when };
  }

  /** A Lever that looks for one of them alone would answer so too: then that one is answered, if it can be told which. */
  async #takeUntold(chunk: readonly string[], answer: JoinedAnswer): Promise<boolean> {
    const held = chunk.filter((address) => (answer.attribution.holders.get(address)?.length ?? 0) > 0);
    if (held.length === 1) this.#keep(held, answer);
    for (const address of chunk) if (!this.answers.has(address)) this.untold.add(address);
    return this.untold.size > FEW && this.#takeControls(chunk);
  }

  async #takeControls(addresses: readonly string[]): Promise<boolean> {
    if (this.#controls.length > 0) return false;
    this.#controls = await knownAddresses(this.scope, this.expand, new Set(addresses));
    return this.#controls.length > 0;
  }

  async #learnJoined(size: number): Promise<void> {
    this.#proven = size;
    await this.scope.lever.facts.set(JOINED_SIZE, size, FOR_MS.joined);
  }

  /** Whether anything was answered. */
  #keep(addresses: readonly string[], { attribution, fetchedAt, applications }: JoinedAnswer): boolean {
    const { holders, doubtful } = attribution;
    let isAnything = false;
    for (const address of addresses) {
      if (doubtful.has(address)) {
        this.#givenUp.add(address);
        continue;
      }
      this.answers.set(address, { holders: holders.get(address) ?? [], fetchedAt, applications });
      isAnything = true;
    }
    return isAnything;
  }
}
