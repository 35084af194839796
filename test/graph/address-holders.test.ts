import { describe, expect, test } from "vitest";
import { attribute, type Holder, holdersIn, verdictOf } from "../../src/graph/profile/address-holders.js";
import type { Opportunity } from "../../src/graph/opportunity/opportunity.js";

const row = (id: string, contact: string, emails: readonly string[], createdAt = 1): Opportunity =>
  ({ externalId: id, candidateExternalId: contact, emails, createdAt }) as unknown as Opportunity;

const person = (contact: string, ...emails: string[]): Holder => holdersIn([row(`o-${contact}`, contact, emails)])[0]!;

const idsOf = (holders: readonly Holder[] | undefined): readonly string[] =>
  (holders ?? []).map(({ contactId }) => contactId);

describe("people", () => {
  test("are told of rows, newest first, with the addresses that any of them shows", () => {
    const people = holdersIn([
      row("o1", "c1", ["A@x.test"], 1),
      row("o2", "c2", [], 5),
      row("o3", "c1", ["b@x.test", "no address"], 9),
      row("o3", "c1", ["b@x.test"], 9),
    ]);
    expect(idsOf(people)).toEqual(["c1", "c2"]);
    expect(people[0]?.rows.map(({ externalId }) => externalId)).toEqual(["o3", "o1"]);
    expect([...people[0]!.addresses].sort()).toEqual(["a@x.test", "b@x.test"]);
    expect([...people[1]!.addresses]).toEqual([]);
  });
});

describe("an address", () => {
  test("is of everybody who shows it, and of nobody else", () => {
    const people = [person("c1", "a@x.test", "b@x.test"), person("c2", "b@x.test")];
    const { holders, doubtful, strangers } = attribute(["a@x.test", "b@x.test", "c@x.test"], people);
    expect([...holders].map(([address, its]) => [address, idsOf(its)])).toEqual([
      ["a@x.test", ["c1"]],
      ["b@x.test", ["c1", "c2"]],
      ["c@x.test", []],
    ]);
    expect([...doubtful]).toEqual([]);
    expect(strangers).toEqual([]);
  });

  test.each([
    ["ada.lovelace@gmail.com", "adalovelace@gmail.com"],
    ["ada+jobs@x.test", "ada@x.test"],
    ["ada@googlemail.com", "ada@gmail.com"],
  ])("is doubtful where somebody shows one that another rule takes for the same: %s, %s", (asked, shown) => {
    for (const [one, other] of [
      [asked, shown],
      [shown, asked],
    ] as const) {
      expect([...attribute([one], [person("c1", other)]).doubtful]).toEqual([one]);
      // Also beside the address itself: Lever may have found the person by either.
      const both = attribute([one, other], [person("c1", other)]);
      expect([...both.doubtful]).toEqual([one]);
      expect(idsOf(both.holders.get(other))).toEqual(["c1"]);
    }
  });

  test("leaves those strangers who show nothing like what was asked for", () => {
    const { strangers } = attribute(["a@x.test"], [person("c1", "z@x.test"), person("c2"), person("c3", "a@x.test")]);
    expect(idsOf(strangers)).toEqual(["c1", "c2"]);
  });
});

describe("that Lever joins addresses", () => {
  const verdict = (...people: Holder[]): string => verdictOf(attribute(["a@x.test", "b@x.test", "c@x.test"], people));

  test("is proven by people of whom no single address is everybody's", () => {
    expect(verdict(person("c1", "a@x.test"), person("c2", "c@x.test"))).toBe("joined");
    expect(
      verdict(person("c1", "a@x.test", "b@x.test"), person("c2", "c@x.test", "b@x.test"), person("c3", "a@x.test")),
    ).toBe("joined");
  });

  test("is proven neither by nobody, nor by the people of one address, nor by one person of several", () => {
    expect(verdict()).toBe("untold");
    expect(verdict(person("c1", "a@x.test"), person("c2", "a@x.test"))).toBe("untold");
    expect(verdict(person("c1", "a@x.test", "b@x.test"))).toBe("untold");
    // Whoever looks for one of them alone finds both.
    expect(verdict(person("c1", "a@x.test", "b@x.test"), person("c2", "a@x.test"))).toBe("untold");
    expect(verdict(person("c1", "a@x.test", "b@x.test"), person("c2", "b@x.test", "c@x.test"))).toBe("untold");
  });

  test("is disproven by somebody who has none of them", () => {
    expect(verdict(person("c1", "a@x.test"), person("c2", "b@x.test"), person("c3", "z@x.test"))).toBe("separate");
  });
});
