import { describe, expect, test } from "vitest";
import { ask, idsOf, objectOf, rowsOf, smallSandbox, some, walk } from "./support.js";

describe("Lever docs, Users", () => {
  test("deactivated users are in the list only when asked for, and never single", async () => {
    await using sandbox = await smallSandbox();
    const users = [...sandbox.data.users.values()];
    const active = users.filter(({ deactivatedAt }) => deactivatedAt === null);
    const gone = some(users, ({ deactivatedAt }) => deactivatedAt !== null);
    expect(idsOf(await walk(sandbox, "/users"))).toEqual(idsOf(active));
    expect(idsOf(await walk(sandbox, "/users?includeDeactivated=false"))).toEqual(idsOf(active));
    expect(idsOf(await walk(sandbox, "/users?includeDeactivated=true"))).toEqual(idsOf(users));
    expect((await ask(sandbox, `/users/${gone.id}`)).status).toBe(404);
    expect(objectOf(await ask(sandbox, `/users/${active[0]?.id ?? ""}`))).toEqual(active[0]);
  });

  test("email must be the canonical address", async () => {
    await using sandbox = await smallSandbox();
    expect(rowsOf(await ask(sandbox, "/users?email=nora.lind@nimbusrobotics.test"))).toHaveLength(1);
    expect(rowsOf(await ask(sandbox, "/users?email=Nora.Lind@nimbusrobotics.test"))).toEqual([]);
    expect((await ask(sandbox, "/users?email=nora")).status).toBe(400);
  });

  test("several roles take the bracket form", async () => {
    await using sandbox = await smallSandbox();
    const wanted = ["super admin", "interviewer"];
    const users = [...sandbox.data.users.values()].filter(
      ({ accessRole, deactivatedAt }) => wanted.includes(accessRole) && deactivatedAt === null,
    );
    const both = "/users?accessRole%5B%5D=super%20admin&accessRole%5B%5D=interviewer";
    expect(idsOf(rowsOf(await ask(sandbox, both)))).toEqual(idsOf(users));
    expect((await ask(sandbox, "/users?accessRole=admin")).status).toBe(200);
    expect((await ask(sandbox, "/users?accessRole=admin&accessRole=interviewer")).status).toBe(400);
  });

  test("external_directory_id finds one", async () => {
    await using sandbox = await smallSandbox();
    const user = some(sandbox.data.users.values(), (row) => row.externalDirectoryId != null && !row.deactivatedAt);
    const path = `/users?external_directory_id=${user.externalDirectoryId ?? ""}`;
    expect(idsOf(rowsOf(await ask(sandbox, path)))).toEqual([user.id]);
  });
});

describe("Lever docs, Stages and Archive reasons", () => {
  test("stages have an id and a text, and the built-in ones words for ids", async () => {
    await using sandbox = await smallSandbox();
    const rows = rowsOf(await ask(sandbox, "/stages"));
    expect(rows.slice(0, 4)).toEqual([
      { id: "lead-new", text: "New lead" },
      { id: "lead-reached-out", text: "Reached out" },
      { id: "lead-responded", text: "Responded" },
      { id: "applicant-new", text: "New applicant" },
    ]);
    expect(objectOf(await ask(sandbox, "/stages/offer"))).toEqual({ id: "offer", text: "Offer" });
    const missing = await ask(sandbox, "/stages/none");
    expect(missing.body).toEqual({ code: "ResourceNotFound", message: "stages none was not found" });
  });

  test("archive reasons can be had by type; inactive ones are among them", async () => {
    await using sandbox = await smallSandbox();
    const rows = rowsOf(await ask(sandbox, "/archive_reasons"));
    expect(rows.map(({ status }) => status)).toContain("inactive");
    for (const type of ["hired", "non-hired"]) {
      expect(rowsOf(await ask(sandbox, `/archive_reasons?type=${type}`))).toEqual(
        rows.filter((row) => row.type === type),
      );
    }
    expect((await ask(sandbox, "/archive_reasons?type=other")).status).toBe(400);
    expect(objectOf(await ask(sandbox, `/archive_reasons/${rows[0]?.id ?? ""}`))).toEqual(rows[0]);
  });
});

describe("Lever docs, Tags and Sources", () => {
  test("they are the texts in use with their counts", async () => {
    await using sandbox = await smallSandbox();
    const opportunities = [...sandbox.data.opportunities.values()];
    const tag = (await walk(sandbox, "/tags")).find(({ text }) => text === "C++");
    expect(tag).toEqual({ text: "C++", count: opportunities.filter(({ tags }) => tags.includes("C++")).length });
    const source = (await walk(sandbox, "/sources")).find(({ text }) => text === "Findem");
    const having = opportunities.filter(({ sources }) => sources.includes("Findem"));
    expect(source).toEqual({ text: "Findem", count: having.length });
  });
});
