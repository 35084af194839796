import { describe, expect, test } from "vitest";
import { READ_ONLY_KEY } from "../../sandbox/keys.js";
import { CUSTOM_ROLE_ID } from "../../sandbox/seed/users.js";
import type { Sandbox } from "../../sandbox/start-sandbox.js";
import { ask, objectOf, refusalOf, smallSandbox, some } from "./support.js";

function nora(sandbox: Sandbox) {
  const user = some(sandbox.data.users.values(), ({ name }) => name === "Nora Lind");
  const boss = some(sandbox.data.users.values(), ({ name }) => name === "Tomas Ruiz");
  return { user, boss, path: `/users/${user.id}` };
}

const put = (body: unknown) => ({ method: "PUT", body });
const whole = { name: "N", email: "n@nimbusrobotics.test", accessRole: "admin" };

describe("Lever docs, Update a user", () => {
  test("replaces the whole user: what is left out is cleared", async () => {
    await using sandbox = await smallSandbox();
    const { user, boss, path } = nora(sandbox);
    const body = { ...whole, jobTitle: "Lead", managerId: boss.id };
    const answer = objectOf(await ask(sandbox, path, put(body)));
    expect(answer).toMatchObject({ ...body, username: "n", externalDirectoryId: null });
    await ask(sandbox, path, put(whole));
    expect(user).toMatchObject({ jobTitle: null, managerId: null, accessRole: "admin" });
    await ask(sandbox, path, put({ ...whole, accessRole: CUSTOM_ROLE_ID }));
    expect(user.accessRole).toBe(CUSTOM_ROLE_ID);
  });

  test("an interviewer loses all followed profiles", async () => {
    await using sandbox = await smallSandbox();
    const { user, path } = nora(sandbox);
    const row = some(sandbox.data.opportunities.values());
    row.followers = [user.id, "somebody"];
    await ask(sandbox, path, put({ ...whole, accessRole: "interviewer" }));
    expect(row.followers).toEqual(["somebody"]);
  });

  test.each([
    [{ name: undefined }, "400 Is required at /name"],
    [{ email: undefined }, "400 Is required at /email"],
    [{ accessRole: undefined }, "400 Is required at /accessRole"],
    [{ name: "" }, "400 Must not be empty at /name"],
    [{ email: "nonsense" }, "400 Email address is not valid at /email"],
    [{ email: "tomas.ruiz@nimbusrobotics.test" }, "400 A user with this email address already exists at /email"],
    [{ accessRole: "boss" }, "400 Unknown access role boss at /accessRole"],
    [{ managerId: "nobody" }, "400 users nobody was not found at /managerId"],
    [{ photo: "x" }, "400 Unknown property at /photo"],
  ])("refuses %j and changes nothing", async (change, refusal) => {
    await using sandbox = await smallSandbox();
    const { user, path } = nora(sandbox);
    expect(refusalOf(await ask(sandbox, path, put({ ...whole, ...change })))).toBe(refusal);
    expect(user.name).toBe("Nora Lind");
  });

  test("needs the permission and a user", async () => {
    await using sandbox = await smallSandbox();
    const { path } = nora(sandbox);
    expect((await ask(sandbox, path, { ...put(whole), key: READ_ONLY_KEY })).status).toBe(403);
    expect((await ask(sandbox, "/users/nobody", put(whole))).status).toBe(404);
  });
});
