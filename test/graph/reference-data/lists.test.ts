import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY } from "../../../sandbox/keys.js";
import { ask, onlyError } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { connectWithout, walk } from "./walk.js";

let graph: TestSubgraph;
let id: string;

beforeAll(async () => {
  graph = await startSubgraph();
  id = await graph.connect(EVERYTHING_KEY);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => graph.sandbox.clearRequests());

/** What is read once and kept: the field, Lever's list and the permission that it needs. */
const LISTS = [
  ["requisitionFields", "requisitionFields { id label }", "/requisition_fields", "find all requisition fields"],
  ["feedbackTemplates", "feedbackTemplates { id name }", "/feedback_templates", "find all feedback templates"],
  ["profileFormTemplates", "profileFormTemplates { id name }", "/form_templates", "find all form templates"],
  ["sources", "sources { name count }", "/sources", "find all sources"],
  ["tags", "tags { nodes { name count } }", "/tags", "find all tags"],
] as const;

describe.each(LISTS)("%s", (field, list, path, permission) => {
  test("cost one request, and none after that", async () => {
    await graph.restart();
    expect((await ask(graph, id, list)).calls).toEqual([`GET ${path}`]);
    const again = await ask(graph, id, `${list} once: ${list} sources { name }`);
    expect(again.errors).toEqual([]);
    expect(again.calls.filter((call) => call !== "GET /sources")).toEqual([]);
  });

  test(`are null beside their error without '${permission}'`, async () => {
    const without = await connectWithout(graph, [permission], EVERYTHING_KEY);
    const answer = await ask(graph, without, `name ${list}`);
    const { path: place, extensions, message } = onlyError(answer);
    expect(place).toEqual(["atsConnection", field]);
    expect(extensions).toMatchObject({
      code: "ATS_PERMISSION_MISSING",
      permission,
      connectionId: without,
      retryable: false,
    });
    expect(message).toContain(`'${permission}'`);
    expect(answer.data.atsConnection).toEqual({ name: "Without", [field]: null });
  });

  test("are those of the caller's account alone", async () => {
    const answer = await ask(graph, id, list, { account: "globex" });
    expect(answer.data.atsConnection).toBeNull();
    expect(graph.sandbox.requests).toEqual([]);
  });
});

test("with Findem's own permissions only the templates of profile forms are missing", async () => {
  const findem = await graph.connect(FINDEM_KEY, {}, "Findem");
  const answer = await ask(graph, findem, LISTS.map(([, list]) => list).join(" "));
  expect(onlyError(answer)).toMatchObject({
    path: ["atsConnection", "profileFormTemplates"],
    extensions: { permission: "find all form templates" },
  });
});

describe("requisition fields", () => {
  test("have Lever's own ids, which are the keys of customFields", async () => {
    const { data } = await ask(
      graph,
      id,
      "requisitionFields { id label type required options subfields } requisitions { nodes { customFields } }",
    );
    const { requisitionFields, requisitions } = data.atsConnection;
    expect(requisitionFields).toEqual(
      [...graph.sandbox.data.requisitionFields.values()].map((record) => ({
        ...{ id: record.id, label: record.text, type: record.type, required: record.isRequired },
        ...{ options: record.options ?? null, subfields: record.subfields ?? null },
      })),
    );
    const ids = new Set(requisitionFields.map((field: { id: string }) => field.id));
    const used = requisitions.nodes.flatMap(({ customFields }: { customFields: object | null }) =>
      Object.keys(customFields ?? {}),
    );
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((key: string) => !ids.has(key))).toEqual([]);
  });
});

describe("templates", () => {
  const FIELDS = "id name instructions fields { id type label required options value }";
  const TEMPLATES = `feedbackTemplates { ${FIELDS} createdAt updatedAt } profileFormTemplates { ${FIELDS} secretByDefault }`;

  test("have the questions that Lever has, unanswered", async () => {
    const { data, errors } = await ask(graph, id, TEMPLATES);
    expect(errors).toEqual([]);
    const { feedbackTemplates, profileFormTemplates } = data.atsConnection;
    for (const [shown, records] of [
      [feedbackTemplates, graph.sandbox.data.feedbackTemplates],
      [profileFormTemplates, graph.sandbox.data.formTemplates],
    ] as const) {
      expect(shown).toHaveLength(records.size);
      for (const template of shown) {
        const record = records.get(template.id.slice(id.length + 1));
        expect(template).toMatchObject({ name: record?.text, instructions: null });
        expect(template.fields).toEqual(
          record?.fields.map((question) => ({
            ...{ id: question.id, type: question.type, label: question.text, required: question.required, value: null },
            options: (question.options ?? []).map(({ text }) => text),
          })),
        );
      }
    }
    expect(feedbackTemplates.map((template: { id: string }) => template.id)).toContain(`${id}.no-feedback`);
    expect(new Set(profileFormTemplates.map((form: { secretByDefault: boolean }) => form.secretByDefault))).toEqual(
      new Set([true, false]),
    );
  });

  test("without an envelope, as the documentation shows them, are the same", async () => {
    await using documented = await startSubgraph({ sandbox: { envelopes: "documented" } });
    const other = await documented.connect(EVERYTHING_KEY);
    const [live, shown] = await Promise.all([ask(graph, id, TEMPLATES), ask(documented, other, TEMPLATES)]);
    const names = ({ data }: typeof live) =>
      [data.atsConnection.feedbackTemplates, data.atsConnection.profileFormTemplates].map((templates) =>
        templates.map(({ name, fields }: { name: string; fields: unknown }) => ({ name, fields })),
      );
    expect(shown.errors).toEqual([]);
    expect(names(shown)).toEqual(names(live));
  });

  test.each([
    ["one object in place of the list", (rows: object[]) => rows[0]],
    ["one object in an envelope", (rows: object[]) => ({ data: rows[0] })],
    ["a list in two envelopes", (rows: object[]) => ({ data: { data: rows.slice(0, 1), hasNext: false } })],
  ])("that come as %s are taken", async (_, envelope) => {
    await graph.restart();
    const undo = graph.sandbox.inject({
      path: "/form_templates",
      do: { kind: "rewrite", rewrite: (body) => envelope((body as { data: object[] }).data) },
    });
    const { data, errors } = await ask(graph, id, "profileFormTemplates { name }");
    undo();
    expect(errors).toEqual([]);
    expect(data.atsConnection.profileFormTemplates).toHaveLength(1);
  });
});

describe("tags and sources", () => {
  test("are counted by Lever", async () => {
    const { data } = await ask(graph, id, "sources { name count } tags { nodes { name count } }");
    const opportunities = [...graph.sandbox.data.opportunities.values()];
    for (const { name, count } of data.atsConnection.sources) {
      expect(opportunities.filter(({ sources }) => sources.includes(name as string))).toHaveLength(count as number);
    }
    for (const { name, count } of data.atsConnection.tags.nodes) {
      expect(opportunities.filter(({ tags }) => tags.includes(name as string))).toHaveLength(count as number);
    }
  });

  test("tags are walked by cursors over the complete list, which is read once", async () => {
    await graph.restart();
    graph.sandbox.clearRequests();
    const rows = await walk(graph, id, { list: "tags", fields: "name", first: 3 });
    const names = rows.map(({ name }) => name);
    const all = new Set([...graph.sandbox.data.opportunities.values()].flatMap(({ tags }) => tags));
    expect(names).toHaveLength(all.size);
    expect(new Set(names)).toEqual(all);
    expect(graph.sandbox.calls()).toEqual(["GET /tags"]);
  });

  test("tags are found by a part of their name, in any case", async () => {
    const all = await walk(graph, id, { list: "tags", fields: "name", first: 500 });
    const found = await walk(graph, id, { list: "tags", fields: "name", first: 2, filter: `search: "eA"` });
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(all.filter(({ name }) => String(name).toLowerCase().includes("ea")));
    expect(await walk(graph, id, { list: "tags", fields: "name", first: 2, filter: `search: "zzzz"` })).toEqual([]);
  });

  test("a tag that Lever lists twice comes once, so that no cursor goes back", async () => {
    await graph.restart();
    const undo = graph.sandbox.inject({
      path: "/tags",
      do: {
        kind: "rewrite",
        rewrite: (body) => {
          const { data } = body as { data: object[] };
          return { data: [...data, ...data.slice(0, 2)], hasNext: false };
        },
      },
    });
    const names = (await walk(graph, id, { list: "tags", fields: "name", first: 2 })).map(({ name }) => name);
    undo();
    expect(new Set(names).size).toBe(names.length);
  });
});
