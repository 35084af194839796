import { describe, expect, test } from "vitest";
import type { OpportunityRecord } from "../../sandbox/data.js";
import { PLAIN_KEY } from "../../sandbox/keys.js";
import type { Sandbox } from "../../sandbox/start-sandbox.js";
import { ask, idsOf, NOW, refusalOf, rowsOf, smallSandbox, some, walk } from "./support.js";

/** The ids that a query finds. */
async function found(sandbox: Sandbox, query: string): Promise<readonly string[]> {
  return idsOf(await walk(sandbox, `/opportunities?confidentiality=all&${query}`));
}

/** The ids that should be found. */
function expected(sandbox: Sandbox, isWanted: (row: OpportunityRecord) => boolean): readonly string[] {
  const ids = idsOf([...sandbox.data.opportunities.values()].filter(isWanted));
  expect(ids).not.toEqual([]);
  expect(ids.length).toBeLessThan(sandbox.data.opportunities.size);
  return ids;
}

const parameters = (name: string, values: readonly string[]) =>
  values.map((value) => `${name}=${encodeURIComponent(value)}`).join("&");

describe("Lever docs, List all opportunities: filters with several values are a union", () => {
  test.each<[string, readonly string[], (row: OpportunityRecord, values: readonly string[]) => boolean]>([
    ["stage_id", ["offer", "lead-new"], ({ stage }, values) => values.includes(stage)],
    ["origin", ["agency", "university"], ({ origin }, values) => values.includes(origin)],
    ["tag", ["C++", "R&D, hardware"], ({ tags }, values) => tags.some((tag) => values.includes(tag))],
    ["source", ["Findem", "ETH Zürich"], ({ sources }, values) => sources.some((source) => values.includes(source))],
    ["location", ["Berlin", "unspecified"], (row, values) => values.includes(row.opportunityLocation ?? "")],
  ])("%s", async (name, values, isWanted) => {
    await using sandbox = await smallSandbox();
    for (const value of values) {
      expect(await found(sandbox, parameters(name, [value]))).toEqual(
        expected(sandbox, (row) => isWanted(row, [value])),
      );
    }
    expect(await found(sandbox, parameters(name, values))).toEqual(expected(sandbox, (row) => isWanted(row, values)));
  });

  test("contact_id and archive_reason_id", async () => {
    await using sandbox = await smallSandbox();
    const contacts = [...sandbox.data.contacts.keys()].slice(0, 2);
    expect(await found(sandbox, parameters("contact_id", contacts))).toEqual(
      expected(sandbox, ({ contact }) => contacts.includes(contact)),
    );
    const reasons = [...sandbox.data.archiveReasons.keys()].slice(2, 4);
    expect(await found(sandbox, parameters("archive_reason_id", reasons))).toEqual(
      expected(sandbox, ({ archived }) => reasons.includes(archived?.reason ?? "")),
    );
  });

  test("posting_id finds active applications to these postings, archived_posting_id archived ones", async () => {
    await using sandbox = await smallSandbox();
    const applications = [...sandbox.data.applications.values()];
    const archived = some(applications, (application) => application.archived !== null);
    const postings = [archived.posting ?? "", some(applications, (its) => its.archived === null).posting ?? ""];
    const having = (isArchived: boolean) => (row: OpportunityRecord) =>
      row.applications.some((id) => {
        const application = sandbox.data.applications.get(id);
        return postings.includes(application?.posting ?? "") && (application?.archived !== null) === isArchived;
      });
    expect(await found(sandbox, parameters("posting_id", postings))).toEqual(expected(sandbox, having(false)));
    expect(await found(sandbox, parameters("archived_posting_id", postings))).toEqual(expected(sandbox, having(true)));
  });

  test("different filters all have to hold", async () => {
    await using sandbox = await smallSandbox();
    expect(await found(sandbox, "origin=sourced&archived=false&stage_id=lead-new&stage_id=lead-responded")).toEqual(
      expected(
        sandbox,
        (row) =>
          row.origin === "sourced" && row.archived === null && ["lead-new", "lead-responded"].includes(row.stage),
      ),
    );
  });

  test.each(["tag=c%2B%2B", "tag=C%2B%2B%2CROS%202", "stage_id=offer,lead-new", "posting_id=x", "contact_id=nobody"])(
    "%s finds nothing: exact, case-sensitive, no commas",
    async (query) => {
      await using sandbox = await smallSandbox();
      expect(await found(sandbox, query)).toEqual([]);
    },
  );
});

describe("Lever docs, List all opportunities: filters with one value", () => {
  test("archived and snoozed are true, false or both", async () => {
    await using sandbox = await smallSandbox();
    const isArchived = ({ archived }: OpportunityRecord) => archived !== null;
    const isSnoozed = ({ snoozedUntil }: OpportunityRecord) => snoozedUntil !== null && snoozedUntil > NOW + 60_000;
    expect(await found(sandbox, "archived=true")).toEqual(expected(sandbox, isArchived));
    expect(await found(sandbox, "archived=false")).toEqual(expected(sandbox, (row) => !isArchived(row)));
    expect(await found(sandbox, "snoozed=true")).toEqual(expected(sandbox, isSnoozed));
    expect(await found(sandbox, "snoozed=false")).toEqual(expected(sandbox, (row) => !isSnoozed(row)));
  });

  test.each<[string, (row: OpportunityRecord) => number | null]>([
    ["created_at", ({ createdAt }) => createdAt],
    ["updated_at", ({ updatedAt }) => updatedAt],
    ["advanced_at", ({ lastAdvancedAt }) => lastAdvancedAt],
    ["archived_at", ({ archived }) => archived?.archivedAt ?? null],
  ])("%s_start and %s_end are included; rows without that time are not found", async (name, timeOf) => {
    await using sandbox = await smallSandbox();
    const times = [...sandbox.data.opportunities.values()]
      .map(timeOf)
      .filter((time) => time !== null)
      .sort((a, b) => a - b);
    const [start = 0, end = 0] = [times[10], times[40]];
    const isWithin = (from: number, to: number) => (row: OpportunityRecord) => {
      const time = timeOf(row);
      return time !== null && time >= from && time <= to;
    };
    expect(await found(sandbox, `${name}_start=${start}&${name}_end=${end}`)).toEqual(
      expected(sandbox, isWithin(start, end)),
    );
    expect(await found(sandbox, `${name}_start=${start}`)).toEqual(expected(sandbox, isWithin(start, Infinity)));
    expect(await found(sandbox, `${name}_end=${end}`)).toEqual(expected(sandbox, isWithin(0, end)));
  });

  test.each(["chloe.obrien@example.test", "CHLOE.OBRIEN@EXAMPLE.TEST", " chloe.obrien@example.test "])(
    "email %j finds the person in whatever case it is stored",
    async (address) => {
      await using sandbox = await smallSandbox();
      const rows = await walk(sandbox, `/opportunities?${parameters("email", [address])}`);
      expect(rows.map(({ name, emails }) => ({ name, emails }))).toEqual([
        { name: "Chloë O'Brien", emails: ["Chloe.OBrien@Example.test"] },
      ]);
    },
  );

  test("email finds all opportunities of a person, by any of the addresses", async () => {
    await using sandbox = await smallSandbox();
    expect(await found(sandbox, "email=priya.raman@example.test")).toHaveLength(3);
    expect(await found(sandbox, "email=jw@weber.example.test")).toHaveLength(1);
    expect(await found(sandbox, "email=jonas.weber@example.test")).toHaveLength(1);
    expect(await found(sandbox, "email=nobody@example.test")).toEqual([]);
  });

  test.each(["nobody", "a@b", "a@b.test,c@d.test", "@b.test", "a b@c.test"])(
    "email %j is not valid",
    async (address) => {
      await using sandbox = await smallSandbox();
      const answer = await ask(sandbox, `/opportunities?${parameters("email", [address])}`);
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual({ code: "BadRequestError", message: "Email address is not valid" });
    },
  );

  test.each([
    "email=a@b.test&email=c@d.test",
    "archived=true&archived=false",
    "created_at_start=1&created_at_start=2",
    "limit=1&limit=2",
    "confidentiality=all&confidentiality=all",
  ])("%s: what may be given once can't be repeated", async (query) => {
    await using sandbox = await smallSandbox();
    expect(refusalOf(await ask(sandbox, `/opportunities?${query}`))).toMatch(/^400 \w+ may be given once only$/);
  });

  test.each([
    "archived=yes",
    "archived=",
    "snoozed=1",
    "created_at_start=2026-01-01",
    "updated_at_end=1.5e12",
    "origin=Sourced",
    "confidentiality=both",
    "expand=posting",
    "expand=applications,stage",
  ])("%s is malformed", async (query) => {
    await using sandbox = await smallSandbox();
    expect((await ask(sandbox, `/opportunities?${query}`)).status).toBe(400);
  });

  test.each(["stage=offer", "stage_id[]=offer", "contactId=x", "Email=a@b.test", "id=x", "sort=createdAt"])(
    "%s: a parameter that isn't documented is refused instead of finding everything",
    async (query) => {
      await using sandbox = await smallSandbox();
      expect(refusalOf(await ask(sandbox, `/opportunities?${query}`))).toMatch(/^400 .* no query parameter named/);
    },
  );
});

describe("Lever docs, Confidential data", () => {
  test("lists hold none by default; all and confidential need access", async () => {
    await using sandbox = await smallSandbox();
    const isConfidential = ({ confidentiality }: OpportunityRecord) => confidentiality === "confidential";
    const open = expected(sandbox, (row) => !isConfidential(row));
    expect(idsOf(await walk(sandbox, "/opportunities"))).toEqual(open);
    expect(idsOf(await walk(sandbox, "/opportunities", { key: PLAIN_KEY }))).toEqual(open);
    expect(idsOf(await walk(sandbox, "/opportunities?confidentiality=confidential"))).toEqual(
      expected(sandbox, isConfidential),
    );
    const plain = { key: PLAIN_KEY };
    expect((await ask(sandbox, "/opportunities?confidentiality=all", plain)).status).toBe(403);
    expect((await ask(sandbox, "/opportunities?confidentiality=confidential", plain)).status).toBe(403);
    expect((await ask(sandbox, "/opportunities?confidentiality=non-confidential", plain)).status).toBe(200);
  });

  test("a single confidential opportunity needs access; so does what is below it", async () => {
    await using sandbox = await smallSandbox();
    const { id } = some(sandbox.data.opportunities.values(), (row) => row.confidentiality === "confidential");
    for (const path of [`/opportunities/${id}`, `/candidates/${id}`, `/opportunities/${id}/applications`]) {
      expect((await ask(sandbox, path, { key: PLAIN_KEY })).status).toBe(403);
      expect((await ask(sandbox, path)).status).toBe(200);
    }
  });

  test("/candidates lists the same rows", async () => {
    await using sandbox = await smallSandbox();
    expect(rowsOf(await ask(sandbox, "/candidates?archived=true&limit=5"))).toEqual(
      rowsOf(await ask(sandbox, "/opportunities?archived=true&limit=5")),
    );
  });
});

describe("what Lever's documentation says nothing of is a habit of the account", () => {
  const PRIYA = "priya.raman@example.test";
  const JONAS = "jonas.weber@example.test";

  test.each([
    ["joined", 4],
    ["firstAlone", 3],
    ["lastAlone", 1],
  ] as const)("several addresses are %s", async (severalEmails, rows) => {
    await using sandbox = await smallSandbox();
    sandbox.data.habits.severalEmails = severalEmails;
    expect(await found(sandbox, parameters("email", [PRIYA, JONAS]))).toHaveLength(rows);
    expect(await found(sandbox, parameters("email", [PRIYA]))).toHaveLength(3);
  });

  test("several addresses are no filter where they are ignored", async () => {
    await using sandbox = await smallSandbox();
    sandbox.data.habits.severalEmails = "ignored";
    expect(await found(sandbox, parameters("email", [PRIYA, JONAS]))).toHaveLength(sandbox.data.opportunities.size);
  });

  test("more values or a longer query than it takes are refused", async () => {
    await using sandbox = await smallSandbox();
    const contacts = [...sandbox.data.contacts.keys()].slice(0, 4);
    Object.assign(sandbox.data.habits, { mostValues: 3, mostQueryBytes: 160 });
    const statusOf = async (some: readonly string[]) =>
      (await ask(sandbox, `/opportunities?${parameters("contact_id", some)}`)).status;
    expect(await statusOf(contacts.slice(0, 3))).toBe(200);
    expect(await statusOf(contacts.slice(0, 3).map((id) => `${id}-and-more-of-it`))).toBe(414);
    sandbox.data.habits.mostQueryBytes = Infinity;
    expect(await statusOf(contacts)).toBe(400);
  });
});
