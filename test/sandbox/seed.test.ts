import { describe, expect, test } from "vitest";
import type { OpportunityRecord } from "../../sandbox/data.js";
import { FEATURED_PEOPLE } from "../../sandbox/seed/featured-people.js";
import { seedNimbusRobotics } from "../../sandbox/seed/nimbus-robotics.js";
import { DAY_MS } from "../../sandbox/seed/time-spans.js";
import { NOW, some } from "./support.js";

const data = seedNimbusRobotics({ opportunities: 3_000, now: NOW });
const opportunities = [...data.opportunities.values()];
const share = (isSo: (row: OpportunityRecord) => boolean) => opportunities.filter(isSo).length / opportunities.length;

describe("the seed", () => {
  test("is the same every time", () => {
    expect(seedNimbusRobotics({ opportunities: 3_000, now: NOW })).toEqual(data);
  });

  test("tells the same story at another time, moved", () => {
    const later = seedNimbusRobotics({ opportunities: 3_000, now: NOW + 7 * DAY_MS });
    for (const [id, { createdAt, tags, archived }] of data.opportunities) {
      expect(later.opportunities.get(id)).toMatchObject({
        createdAt: createdAt + 7 * DAY_MS,
        tags,
        archived: archived && { ...archived, archivedAt: archived.archivedAt + 7 * DAY_MS },
      });
    }
  });

  test.each([0, 9, 10, 300])(
    "holds as many opportunities as asked for, but never less than the featured: %i",
    (count) => {
      expect(seedNimbusRobotics({ opportunities: count, now: NOW }).opportunities.size).toBe(Math.max(count, 9));
    },
  );

  test("has every id that it mentions", () => {
    for (const row of opportunities) {
      expect(data.contacts.has(row.contact)).toBe(true);
      expect(data.stages.has(row.stage)).toBe(true);
      for (const user of [row.owner, row.sourcedBy, ...row.followers]) {
        expect(user === null || data.users.has(user)).toBe(true);
      }
      if (row.archived !== null) expect(data.archiveReasons.has(row.archived.reason)).toBe(true);
      for (const id of row.applications) {
        const application = data.applications.get(id);
        expect(application?.opportunityId).toBe(row.id);
        expect(data.postings.get(application?.posting ?? "")?.confidentiality).toBe(row.confidentiality);
      }
    }
    expect(data.applications.size).toBe(opportunities.flatMap(({ applications }) => applications).length);
  });

  test("has stage changes that lead to the current stage at the time of the last advance", () => {
    const stages = [...data.stages.keys()];
    for (const row of opportunities) {
      const changes = row.stageChanges.toSorted((a, b) => a.updatedAt - b.updatedAt);
      expect(changes.at(-1)).toMatchObject({ toStageId: row.stage, updatedAt: row.lastAdvancedAt });
      expect(changes[0]?.updatedAt).toBe(row.createdAt);
      const indexes = changes.map(({ toStageIndex }) => toStageIndex);
      expect(indexes).toEqual(changes.map(({ toStageId }) => stages.indexOf(toStageId)));
      expect(indexes).toEqual([...new Set(indexes)].sort((a, b) => a - b));
    }
  });

  test("has nothing that is yet to come", () => {
    for (const row of opportunities) {
      const times = [row.createdAt, row.updatedAt ?? 0, row.lastAdvancedAt ?? 0, row.archived?.archivedAt ?? 0];
      expect(Math.max(...times)).toBeLessThanOrEqual(NOW);
    }
  });

  test("has what real data has: gaps, several addresses, odd spellings, other scripts", () => {
    expect(share(({ archived }) => archived !== null)).toBeGreaterThan(0.3);
    expect(share(({ archived }) => archived !== null)).toBeLessThan(0.45);
    for (const isSo of [
      (row: OpportunityRecord) => row.confidentiality === "confidential",
      (row: OpportunityRecord) => row.snoozedUntil !== null,
      (row: OpportunityRecord) => row.isAnonymized,
      (row: OpportunityRecord) => row.updatedAt === null,
      (row: OpportunityRecord) => row.opportunityLocation === "unspecified",
      (row: OpportunityRecord) => row.opportunityLocation === undefined,
    ]) {
      expect(share(isSo)).toBeGreaterThan(0.002);
      expect(share(isSo)).toBeLessThan(0.3);
    }
    const contacts = [...data.contacts.values()];
    some(contacts, ({ emails, isAnonymized }) => emails.length === 0 && !isAnonymized);
    some(contacts, ({ emails }) => emails.length === 2);
    some(contacts, ({ headline }) => headline === "");
    some(contacts, ({ phones }) => phones.some(({ type }) => type === null));
    some(contacts, ({ phones }) => phones.some((phone) => !("type" in phone)));
    for (const spelling of [/^linkedin\.com/, /^HTTPS:/, /\/pub\//, /^https:\/\/de\./, /\?trk=/, /github/i, /^n\/a$/]) {
      some(contacts, ({ links }) => links.some((link) => spelling.test(link)));
    }
    const people = opportunities.map(({ contact }) => contact);
    expect(new Set(people).size).toBeLessThan(people.length * 0.9);
  });

  test("has postings in all states and channels, a handful of them confidential", () => {
    const postings = [...data.postings.values()];
    expect(new Set(postings.map(({ state }) => state)).size).toBe(6);
    const confidential = postings.filter(({ confidentiality }) => confidentiality === "confidential").length;
    expect(confidential).toBeGreaterThan(3);
    expect(confidential).toBeLessThan(12);
    some(
      postings,
      ({ state, distributionChannels }) => state === "published" && distributionChannels?.join() === "internal",
    );
  });
});

describe("the featured people", () => {
  test.each(FEATURED_PEOPLE.map((person) => [person.name, person] as const))("%s is there", (_, person) => {
    const contact = some(data.contacts.values(), ({ emails }) => emails.includes(person.emails[0]));
    expect(contact).toMatchObject({ name: person.name, emails: person.emails, links: person.links });
    expect(opportunities.filter((row) => row.contact === contact.id)).toHaveLength(person.opportunities);
  });

  test("Priya Raman is in an on-site interview, archived elsewhere and a fresh applicant", () => {
    const contact = some(data.contacts.values(), ({ name }) => name === "Priya Raman");
    const rows = opportunities.filter((row) => row.contact === contact.id);
    const told = rows.map(({ stage, archived, owner, applications: [application] }) => ({
      stage: data.stages.get(stage)?.text,
      isArchived: archived !== null,
      owner: data.users.get(owner ?? "")?.name,
      posting: data.postings.get(data.applications.get(application ?? "")?.posting ?? "")?.text,
    }));
    const owner = "Nora Lind";
    expect(told).toEqual([
      { stage: "On-site interview", isArchived: false, owner, posting: "Senior Robotics Engineer" },
      { stage: "Hiring manager screen", isArchived: true, owner, posting: expect.any(String) },
      { stage: "New applicant", isArchived: false, owner, posting: expect.any(String) },
    ]);
  });

  test("Aisha Okafor's opportunity is confidential", () => {
    const contact = some(data.contacts.values(), ({ name }) => name === "Aisha Okafor");
    expect(some(opportunities, (row) => row.contact === contact.id).confidentiality).toBe("confidential");
  });
});
