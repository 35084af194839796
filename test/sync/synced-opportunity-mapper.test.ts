import { expect, test } from "vitest";
import { toGoneOpportunities, toSyncedOpportunities } from "../../src/sync/synced-opportunity.mapper.js";

const row = (changes: object = {}): object => ({ id: "o1", contact: "c1", emails: [], links: [], ...changes });

test("a row's addresses and links are taken in canonical form, each once, whatever names nobody left out", () => {
  const emails = ["Ada@Example.TEST", "mailto:ada@example.test", "no address"];
  const links = [
    "http://de.linkedin.com/in/Ada-X/?trk=1",
    "linkedin.com/in/ada-x",
    "https://github.com/Ada-X",
    "https://github.com/ada-x/repository",
    "https://app.findem.ai/profile/Ab1",
    "https://example.test/ada",
  ];
  expect(toSyncedOpportunities([row({ emails, links, contact: { id: "c1" }, isAnonymized: false })])).toEqual([
    {
      opportunityId: "o1",
      contactId: "c1",
      links: [
        { kind: "EMAIL", text: "ada@example.test" },
        { kind: "LINKEDIN", text: "https://www.linkedin.com/in/ada-x" },
        { kind: "GITHUB", text: "https://github.com/ada-x" },
        { kind: "FINDEM_PROFILE", text: "https://app.findem.ai/profile/Ab1" },
      ],
      isWhole: true,
      isAnonymous: false,
    },
  ]);
});

test("a row of an anonymised person leads to them by nothing", () => {
  const contact = { id: "c1", isAnonymized: true };
  const rows = [row({ contact, isAnonymized: true }), row({ contact, emails: ["ada@example.test"] })];
  expect(toSyncedOpportunities(rows)).toMatchObject([
    { contactId: "c1", links: [], isAnonymous: true },
    { contactId: "c1", links: [], isAnonymous: true },
  ]);
});

test.each([
  ["an anonymised one", row({ isAnonymized: true })],
  ["one without addresses", { id: "o1", contact: "c1", links: [] }],
  ["one whose links can't be read", row({ links: "https://github.com/ada" })],
])("a row that tells not all of its person takes nothing away: %s", (_, wire) => {
  expect(toSyncedOpportunities([wire])).toMatchObject([{ contactId: "c1", isWhole: false }]);
});

test.each([[null], ["text"], [{}], [{ id: "o1" }], [{ contact: "c1" }], [row({ contact: null })], [row({ id: [] })]])(
  "a row that tells not whose it is is passed over: %j",
  (wire) => {
    expect(toSyncedOpportunities([wire, row()])).toHaveLength(1);
  },
);

test("deleted opportunities are known by their ids", () => {
  expect(toGoneOpportunities([{ id: "o1" }, null, {}, { id: 7 }])).toEqual(["o1", "7"]);
});
