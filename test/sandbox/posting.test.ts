import { describe, expect, test } from "vitest";
import type { PostingRecord } from "../../sandbox/data.js";
import { PLAIN_KEY } from "../../sandbox/keys.js";
import type { Sandbox } from "../../sandbox/start-sandbox.js";
import { ask, idsOf, objectOf, refusalOf, rowsOf, smallSandbox, some, walk } from "./support.js";

async function found(sandbox: Sandbox, query: string): Promise<readonly string[]> {
  return idsOf(await walk(sandbox, `/postings?${query}`));
}

function expected(sandbox: Sandbox, isWanted: (row: PostingRecord) => boolean): readonly string[] {
  const ids = idsOf([...sandbox.data.postings.values()].filter(isWanted));
  expect(ids).not.toEqual([]);
  return ids;
}

const isOpen = ({ confidentiality }: PostingRecord) => confidentiality === "non-confidential";
const isOn = (row: PostingRecord, channel: "public" | "internal") =>
  row.distributionChannels?.includes(channel) === true;
const isListed = (row: PostingRecord) => isOpen(row) && (row.state !== "published" || isOn(row, "public"));

describe("Lever docs, List all postings", () => {
  test("the plain list leaves out published postings that are on the internal site only", async () => {
    await using sandbox = await smallSandbox();
    const isInternalOnly = (row: PostingRecord) => row.state === "published" && isOpen(row) && !isOn(row, "public");
    expect(expected(sandbox, isInternalOnly).length).toBeGreaterThan(2);
    expect(await found(sandbox, "")).toEqual(expected(sandbox, isListed));
    expect(await found(sandbox, "state=published")).toEqual(
      expected(sandbox, (row) => isListed(row) && row.state === "published"),
    );
  });

  test("state=published with both channels lists all published ones; a channel leaves out other states", async () => {
    await using sandbox = await smallSandbox();
    const isPublished = (row: PostingRecord) => isOpen(row) && row.state === "published";
    const both = "distributionChannel=public&distributionChannel=internal";
    expect(await found(sandbox, `state=published&${both}`)).toEqual(expected(sandbox, isPublished));
    expect(await found(sandbox, both)).toEqual(expected(sandbox, isPublished));
    expect(await found(sandbox, "distributionChannel=internal")).toEqual(
      expected(sandbox, (row) => isPublished(row) && isOn(row, "internal")),
    );
    expect(await found(sandbox, `state=closed&${both}`)).toEqual([]);
  });

  test.each(["internal", "closed", "draft", "pending", "rejected"])("state=%s", async (state) => {
    await using sandbox = await smallSandbox();
    expect(await found(sandbox, `state=${state}`)).toEqual(
      expected(sandbox, (row) => isOpen(row) && row.state === state),
    );
  });

  test("team, department, location, commitment and tag are unions, exact and case-sensitive", async () => {
    await using sandbox = await smallSandbox();
    expect(await found(sandbox, "team=Perception&team=Sales")).toEqual(
      expected(sandbox, (row) => isListed(row) && ["Perception", "Sales"].includes(row.categories.team ?? "")),
    );
    expect(await found(sandbox, "location=San%20Francisco%2C%20CA")).toEqual(
      expected(sandbox, (row) => isListed(row) && row.categories.allLocations.includes("San Francisco, CA")),
    );
    expect(await found(sandbox, "department=Product&commitment=Full-time")).toEqual(
      expected(
        sandbox,
        (row) => isListed(row) && row.categories.department === "Product" && row.categories.commitment === "Full-time",
      ),
    );
    expect(await found(sandbox, "tag=Urgent")).toEqual(
      expected(sandbox, (row) => isListed(row) && row.tags.includes("Urgent")),
    );
    expect(await found(sandbox, "team=perception")).toEqual([]);
  });

  test("the times of update go with confidentiality and nothing else", async () => {
    await using sandbox = await smallSandbox();
    const times = [...sandbox.data.postings.values()].map(({ updatedAt }) => updatedAt).sort((a, b) => a - b);
    const start = times[100] ?? 0;
    const isPublic = (row: PostingRecord) => row.state !== "published" || isOn(row, "public");
    expect(await found(sandbox, `updated_at_start=${start}&confidentiality=all`)).toEqual(
      expected(sandbox, (row) => isPublic(row) && row.updatedAt >= start),
    );
    for (const filter of ["state=closed", "team=Sales", "tag=x", "distributionChannel=public"]) {
      expect(refusalOf(await ask(sandbox, `/postings?updated_at_end=${start}&${filter}`))).toMatch(/^400 updated_at/);
    }
  });

  test("confidential postings need access and being asked for", async () => {
    await using sandbox = await smallSandbox();
    const hidden = some(sandbox.data.postings.values(), (row) => !isOpen(row));
    expect(await found(sandbox, "")).not.toContain(hidden.id);
    expect(await found(sandbox, "confidentiality=confidential")).toContain(hidden.id);
    const plain = { key: PLAIN_KEY };
    expect((await ask(sandbox, "/postings?confidentiality=all", plain)).status).toBe(403);
    expect((await ask(sandbox, `/postings/${hidden.id}`, plain)).status).toBe(403);
    expect((await ask(sandbox, `/postings/${hidden.id}`)).status).toBe(200);
  });

  test.each(["state=open", "state=draft&state=closed", "distributionChannel=external", "group=team", "expand=posting"])(
    "%s is refused",
    async (query) => {
      await using sandbox = await smallSandbox();
      expect((await ask(sandbox, `/postings?${query}`)).status).toBe(400);
    },
  );
});

describe("Lever docs, Retrieve a single posting", () => {
  test("it has the content, people are expandable, and distribution is taken", async () => {
    await using sandbox = await smallSandbox();
    const [row] = rowsOf(await ask(sandbox, "/postings?limit=1"));
    expect(objectOf(await ask(sandbox, `/postings/${row?.id ?? ""}?distribution=external`))).toEqual(row);
    expect(row).toMatchObject({
      content: { descriptionHtml: expect.any(String), lists: expect.any(Array) },
      urls: { apply: `https://jobs.lever.co/nimbusrobotics/${row?.id ?? ""}/apply` },
    });
    const record = some(sandbox.data.postings.values());
    const owner = some(sandbox.data.users.values(), ({ deactivatedAt }) => deactivatedAt === null);
    record.owner = owner.id;
    const path = `/postings/${record.id}?include=text&expand=owner`;
    const { owner: expanded, ...others } = objectOf(await ask(sandbox, path));
    expect(others).toEqual({ text: record.text });
    expect(expanded).toMatchObject({ id: owner.id, name: owner.name });
  });
});
