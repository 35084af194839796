import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Kind, KINDS, LeverWithParts } from "./lever-with-parts.js";
import { feedback, form, HOUR_MS, interview, offer, panel, referral, TIME } from "./rows.js";

const PERMISSIONS: Readonly<Record<Kind, string>> = {
  interviews: "find all opportunity interviews",
  panels: "find all opportunity panels",
  feedback: "find all opportunity feedback",
  forms: "find all opportunity forms",
  offers: "find all opportunity offers",
  referrals: "find all opportunity referrals",
};

const ROW = { interviews: interview, panels: panel, feedback, forms: form, offers: offer, referrals: referral };

const IDS = "interviews { id } panels { id } feedback { id } forms { id } offers { id } referrals { id }";

/** Every relation, asked for what `of` says. */
const relations = (of: string): string => `
  interviews { stage ${of} } panels { stage ${of} interviews { stage ${of} } } feedback { author ${of} }
  forms { author ${of} stage ${of} } offers { creator ${of} } referrals { referrer ${of} author ${of} stage ${of} }`;

let lever: LeverWithParts;

beforeAll(async () => {
  lever = await LeverWithParts.start();
});
afterAll(() => lever[Symbol.asyncDispose]());
beforeEach(async () => {
  lever.refused.clear();
  lever.rows = Object.fromEntries(KINDS.map((kind) => [kind, [ROW[kind](`${kind}-1`)]]));
  lever.takeAsked();
});

function ask(selection: string, roles?: string) {
  const as = { headers: { "cache-control": "no-cache" }, ...(roles === undefined ? {} : { roles }) };
  return lever.graph.query(`query ($id: ID!) { atsOpportunity(id: $id) { ${selection} } }`, { id: lever.id }, as);
}

/** Without caches, as after a start. */
async function askAnew(selection: string) {
  await lever.graph.restart();
  lever.takeAsked();
  return lever.graph.query(`query ($id: ID!) { atsOpportunity(id: $id) { ${selection} } }`, { id: lever.id });
}

const externalIds = (rows: readonly { readonly id: string }[]): readonly string[] =>
  rows.map(({ id }) => id.replace(`${lever.id}.`, ""));

describe("what one query costs", () => {
  test("all kinds: the opportunity, and one list each", async () => {
    const { data, errors, requests } = await ask(IDS);
    expect(errors).toEqual([]);
    for (const kind of KINDS) expect(data.atsOpportunity[kind]).toEqual([{ id: `${lever.id}.${kind}-1` }]);
    expect(requests).toBe(1 + KINDS.length);
    expect(lever.takeAsked().toSorted()).toEqual(KINDS.toSorted());
  });

  test("what is not asked for is not read", async () => {
    await ask("forms { id }");
    expect(lever.takeAsked()).toEqual(["forms"]);
  });

  test("under several names, nothing is read twice", async () => {
    const twice = IDS.replaceAll(/(\w+) \{/g, "again_$1: $1 { __typename");
    const { data, errors, requests } = await ask(`${IDS} ${twice}`);
    expect(errors).toEqual([]);
    expect(data.atsOpportunity.again_offers).toHaveLength(1);
    expect(requests).toBe(1 + KINDS.length);
  });

  test("relations asked for their ids only cost nothing and expand nothing", async () => {
    const [user] = [...lever.sandbox.data.users.keys()];
    lever.rows = { ...lever.rows, referrals: [referral("r", { referrer: user, user })] };
    const { data, errors, requests } = await askAnew(relations("{ id }"));
    expect(errors).toEqual([]);
    expect(requests).toBe(1 + KINDS.length);
    expect(lever.takeAsked().toSorted()).toEqual(KINDS.toSorted());
    expect(data.atsOpportunity.referrals[0].author).toEqual({ id: `${lever.connectionId}.${user}` });
  });

  test("relations asked for more come with the lists while no list of users or stages is at hand", async () => {
    const [user, other] = [...lever.sandbox.data.users.values()];
    lever.rows = { ...lever.rows, referrals: [referral("r", { referrer: user?.id, user: other?.id })] };
    const { data, errors, requests } = await askAnew(relations("{ name }"));
    expect(errors).toEqual([]);
    expect(lever.takeAsked().toSorted()).toEqual([
      "feedback?expand=user",
      "forms?expand=stage,user",
      "interviews?expand=stage",
      "offers?expand=creator",
      "panels?expand=stage",
      "referrals?expand=referrer,stage,user",
    ]);
    expect(requests).toBe(1 + KINDS.length);
    const stage = { name: lever.sandbox.data.stages.get("offer")?.text };
    expect(data.atsOpportunity.panels[0].interviews[0].stage).toEqual(stage);
    expect(data.atsOpportunity.referrals[0]).toEqual({
      referrer: { name: user?.name },
      author: { name: other?.name },
      stage,
    });
  });

  test("the stage of a panel's interviews comes with the panel", async () => {
    const { data, requests } = await askAnew("panels { interviews { stage { name } } }");
    expect(data.atsOpportunity.panels[0].interviews[0].stage.name).toBe(lever.sandbox.data.stages.get("offer")?.text);
    expect(requests).toBe(2);
    expect(lever.takeAsked()).toEqual(["panels?expand=stage"]);
  });

  test("with the lists at hand, nothing is expanded", async () => {
    await lever.graph.restart();
    const lists = `query ($id: ID!) { atsConnection(id: $id) { stages { name } users { nodes { name } } } }`;
    await lever.graph.query(lists, { id: lever.connectionId });
    lever.takeAsked();
    const query = `query ($id: ID!) { atsOpportunity(id: $id) { ${relations("{ name }")} } }`;
    const { errors, requests } = await lever.graph.query(query, { id: lever.id });
    expect(errors).toEqual([]);
    expect(requests).toBe(1 + KINDS.length);
    expect(lever.takeAsked().toSorted()).toEqual(KINDS.toSorted());
  });

  test.each(KINDS)("%s are read to the last page, each once", async (kind) => {
    const rows = Array.from({ length: 250 }, (_, index) => ROW[kind](`row-${index}`));
    lever.rows = { [kind]: rows };
    const { data, errors } = await ask(`${kind} { id }`);
    expect(errors).toEqual([]);
    expect(lever.takeAsked()).toEqual([kind, kind, kind]);
    expect(externalIds(data.atsOpportunity[kind]).toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
  });
});

describe("what the key may not list", () => {
  test.each(KINDS)("%s: null with the permission's name, and the others stand", async (kind) => {
    lever.refused.add(kind);
    const { data, errors } = await ask(IDS);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      path: ["atsOpportunity", kind],
      extensions: {
        code: "ATS_PERMISSION_MISSING",
        permission: PERMISSIONS[kind],
        connectionId: lever.connectionId,
        retryable: false,
      },
    });
    for (const other of KINDS) {
      expect(data.atsOpportunity[other]).toEqual(other === kind ? null : [{ id: `${lever.id}.${other}-1` }]);
    }
  });
});

describe("what is not there", () => {
  test("an opportunity without parts has empty lists", async () => {
    lever.rows = {};
    const { data, errors } = await ask(IDS);
    expect(errors).toEqual([]);
    expect(data.atsOpportunity).toEqual(Object.fromEntries(KINDS.map((kind) => [kind, []])));
  });

  test("parts of an opportunity that went in between are null", async () => {
    const [, other] = [...lever.sandbox.data.opportunities.values()].filter(
      ({ id, confidentiality }) => id !== lever.opportunityId && confidentiality === "non-confidential",
    );
    const query = `query ($id: ID!) { atsOpportunity(id: $id) { ${IDS} } }`;
    const { data, errors } = await lever.graph.query(query, { id: `${lever.connectionId}.${other?.id}` });
    expect(errors).toEqual([]);
    expect(data.atsOpportunity).toEqual(Object.fromEntries(KINDS.map((kind) => [kind, null])));
  });

  test("an unknown opportunity is null, and its parts are not asked for", async () => {
    const query = `query ($id: ID!) { atsOpportunity(id: $id) { ${IDS} } }`;
    const { data, errors } = await lever.graph.query(query, { id: `${lever.connectionId}.nobody` });
    expect(errors).toEqual([]);
    expect(data.atsOpportunity).toBeNull();
    expect(lever.takeAsked()).toEqual([]);
  });
});

describe("which rows are shown", () => {
  test("deleted feedback and forms are left out", async () => {
    lever.rows = {
      feedback: [feedback("gone", { deletedAt: TIME }), feedback("here")],
      forms: [form("here"), form("gone", { deletedAt: TIME })],
    };
    const { data } = await ask("feedback { id deletedAt } forms { id deletedAt }");
    const here = [{ id: `${lever.id}.here`, deletedAt: null }];
    expect(data.atsOpportunity).toEqual({ feedback: here, forms: here });
  });

  test("cancelled interviews and panels stay", async () => {
    lever.rows = {
      interviews: [interview("off", { canceledAt: TIME })],
      panels: [panel("off", { canceledAt: TIME })],
    };
    const { data } = await ask("interviews { canceledAt } panels { canceledAt interviews { id canceledAt panelId } }");
    const canceledAt = new Date(TIME).toISOString();
    expect(data.atsOpportunity).toEqual({
      interviews: [{ canceledAt }],
      panels: [{ canceledAt, interviews: [{ id: `${lever.id}.interview-1`, canceledAt, panelId: `${lever.id}.off` }] }],
    });
  });

  test.each<[Kind, string]>([
    ["interviews", "date"],
    ["panels", "start"],
    ["feedback", "createdAt"],
    ["forms", "createdAt"],
    ["offers", "createdAt"],
    ["referrals", "createdAt"],
  ])("%s come newest first, those without a time last", async (kind, property) => {
    const times = { old: TIME, none: null, newest: TIME + 2 * HOUR_MS, newer: TIME + HOUR_MS };
    lever.rows = { [kind]: Object.entries(times).map(([id, time]) => ROW[kind](id, { [property]: time })) };
    const { data } = await ask(`${kind} { id }`);
    expect(externalIds(data.atsOpportunity[kind])).toEqual(["newest", "newer", "old", "none"]);
  });
});

test("an interviewer is a user of Lever's, as well as what the interview tells of them", async () => {
  const [user] = [...lever.sandbox.data.users.values()];
  const member = { id: user?.id, name: "As written", email: "as@written.test", feedbackTemplate: "t1" };
  lever.rows = { interviews: [interview("i", { interviewers: [member, { ...member, id: "nobody" }] })] };
  const { data, errors } = await ask("interviews { interviewers { name email feedbackTemplateId user { name } } }");
  expect(errors).toEqual([]);
  const written = { name: "As written", email: "as@written.test", feedbackTemplateId: `${lever.connectionId}.t1` };
  expect(data.atsOpportunity.interviews[0].interviewers).toEqual([
    { ...written, user: { name: user?.name } },
    { ...written, user: null },
  ]);
});

describe("what is offered needs the role confidential", () => {
  const OFFERS =
    "offers { id status sentAt fields { identifier value } sentDocument { id name } signedDocument { id } }";

  test("with it, all of the offer is there", async () => {
    const { data, errors } = await ask(OFFERS, "viewer,confidential");
    expect(errors).toEqual([]);
    expect(data.atsOpportunity.offers).toEqual([
      {
        id: `${lever.id}.offers-1`,
        status: "sent",
        sentAt: new Date(TIME).toISOString(),
        fields: [{ identifier: "salary_amount", value: 82_000 }],
        sentDocument: { id: `${lever.id}.offers-1.sent`, name: "offer.pdf" },
        signedDocument: null,
      },
    ]);
  });

  test.each(["viewer", "admin", "admin,eeo"])(
    "as %s, fields and documents are refused, and the rest stands",
    async (roles) => {
      const answer = await ask(OFFERS, roles);
      expect(answer.data.atsOpportunity.offers).toEqual([
        {
          id: `${lever.id}.offers-1`,
          status: "sent",
          sentAt: new Date(TIME).toISOString(),
          fields: null,
          sentDocument: null,
          signedDocument: null,
        },
      ]);
      expect(answer.errors.map(({ path, extensions }) => [path?.at(-1), extensions])).toEqual(
        ["fields", "sentDocument", "signedDocument"].map((name) => [
          name,
          expect.objectContaining({ code: "FORBIDDEN", requiredRole: "confidential", retryable: false }),
        ]),
      );
      expect(JSON.stringify([answer.data, answer.errors])).not.toMatch(/82000|offer\.pdf/);
    },
  );
});
