import { describe, expect, test } from "vitest";
import { seedNimbusRobotics } from "../../sandbox/seed/nimbus-robotics.js";
import { seedOtherCompany } from "../../sandbox/seed/other-company.js";
import { DAY_MS } from "../../sandbox/seed/time-spans.js";
import { NOW, some } from "./support.js";

const data = seedNimbusRobotics({ opportunities: 300, now: NOW });
const KINDS = [
  ...(["resumes", "files", "notes", "interviews", "panels"] as const),
  ...(["feedback", "profileForms", "offers", "referrals", "eeoResponses"] as const),
];

describe("what belongs to the opportunities of the seed", () => {
  test.each(KINDS)("%s: there are many, and all are those of opportunities that are there", (kind) => {
    const rows = [...data[kind].values()];
    expect(rows.length).toBeGreaterThan(10);
    for (const { opportunityId } of rows) expect(data.opportunities.has(opportunityId)).toBe(true);
  });

  test("doesn't depend on how many opportunities there are", () => {
    const more = seedNimbusRobotics({ opportunities: 1_000, now: NOW });
    const { id } = some(data.opportunities.values(), (row) => !row.isAnonymized && more.opportunities.has(row.id));
    for (const kind of ["notes", "resumes", "files"] as const) {
      const idsIn = (rows: Iterable<{ id: string; opportunityId: string }>) =>
        [...rows].filter(({ opportunityId }) => opportunityId === id).map((row) => row.id);
      expect(idsIn(more[kind].values())).toEqual(idsIn(data[kind].values()));
    }
  });

  test("tells the same story at another time, moved", () => {
    const later = seedNimbusRobotics({ opportunities: 300, now: NOW + DAY_MS });
    for (const [id, { createdAt, fields }] of data.notes) {
      expect(later.notes.get(id)?.createdAt).toBe(createdAt + DAY_MS);
      expect(later.notes.get(id)?.fields.map(({ value }) => value)).toEqual(fields.map(({ value }) => value));
    }
    expect([...later.offers.keys()]).toEqual([...data.offers.keys()]);
  });

  test("has every id that it mentions", () => {
    const isUser = (id: string | null) => id === null || data.users.has(id);
    for (const row of data.interviews.values()) {
      expect(data.panels.get(row.panel)?.opportunityId).toBe(row.opportunityId);
      expect(row.interviewers.every(({ id }) => data.users.has(id))).toBe(true);
      for (const id of row.feedbackForms) expect(data.feedback.get(id)?.interview).toBe(row.id);
      expect(row.feedbackTemplate === null || data.feedbackTemplates.has(row.feedbackTemplate)).toBe(true);
    }
    for (const row of data.feedback.values()) {
      expect(data.feedbackTemplates.has(row.baseTemplateId)).toBe(true);
      if (row.interview !== null) expect(data.interviews.get(row.interview)?.feedbackForms).toContain(row.id);
    }
    for (const row of data.profileForms.values()) expect(data.formTemplates.has(row.baseTemplateId)).toBe(true);
    for (const { user } of [...data.notes.values(), ...data.feedback.values(), ...data.referrals.values()]) {
      expect(isUser(user)).toBe(true);
    }
    for (const { offerIds } of data.requisitions.values())
      for (const id of offerIds) expect(data.offers.has(id)).toBe(true);
  });

  test("has nothing that is yet to come but interviews", () => {
    for (const kind of KINDS) {
      for (const { createdAt = 0 } of data[kind].values() as Iterable<{ createdAt?: number }>) {
        expect(createdAt).toBeLessThanOrEqual(NOW);
      }
    }
    some(data.interviews.values(), ({ date }) => date > NOW);
  });

  test("leaves nothing personal of those who are anonymised", () => {
    const gone = new Set([...data.opportunities.values()].filter((row) => row.isAnonymized).map(({ id }) => id));
    expect(gone.size).toBeGreaterThan(0);
    for (const kind of ["resumes", "files", "notes", "referrals", "profileForms", "offers", "eeoResponses"] as const) {
      for (const { opportunityId } of data[kind].values()) expect(gone.has(opportunityId)).toBe(false);
    }
    for (const { opportunityId, customQuestions } of data.applications.values()) {
      if (gone.has(opportunityId)) expect(customQuestions).toBeUndefined();
    }
  });

  test("of the other company shares no id with these", () => {
    const other = seedOtherCompany({ now: NOW });
    for (const kind of [...KINDS, "applyForms", "formTemplates"] as const) {
      for (const id of other[kind].keys()) expect(data[kind].has(id)).toBe(false);
    }
    expect(other.notes.size).toBeGreaterThan(0);
  });
});

describe("Priya Raman", () => {
  const contact = some(data.contacts.values(), ({ name }) => name === "Priya Raman");
  const own = new Set([...data.opportunities.values()].filter((row) => row.contact === contact.id).map(({ id }) => id));
  const hers = <Part extends { readonly opportunityId: string }>(rows: Iterable<Part>) =>
    [...rows].filter(({ opportunityId }) => own.has(opportunityId));

  test("has two resumes that were read", () => {
    const resumes = hers(data.resumes.values());
    expect(resumes).toHaveLength(2);
    for (const { file, parsedData } of resumes) {
      expect(file?.status).toBe("processed");
      expect(parsedData?.positions[0]?.org).toBe("Halcyon Drones");
    }
  });

  test("has forty notes over all her opportunities, a few of them secret, one deleted", () => {
    const notes = hers(data.notes.values());
    expect(notes).toHaveLength(40);
    expect(new Set(notes.map(({ opportunityId }) => opportunityId)).size).toBe(3);
    expect(notes.filter(({ secret }) => secret).length).toBeGreaterThan(2);
    some(notes, ({ deletedAt }) => deletedAt !== null);
  });

  test("has files, interviews held and to come, feedback, forms, an offer, a referral and fresh EEO answers", () => {
    expect(hers(data.files.values()).length).toBeGreaterThan(2);
    some(hers(data.interviews.values()), ({ date }) => date > NOW);
    some(hers(data.interviews.values()), ({ feedbackForms }) => feedbackForms.length > 0);
    expect(hers(data.feedback.values()).length).toBeGreaterThan(0);
    expect(hers(data.profileForms.values()).length).toBeGreaterThan(1);
    expect(hers(data.offers.values())).toHaveLength(1);
    expect(hers(data.referrals.values())).toHaveLength(1);
    some(hers(data.eeoResponses.values()), ({ createdAt }) => createdAt > NOW - 7 * DAY_MS);
  });
});
