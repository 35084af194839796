import { expect, test } from "vitest";
import { BENCH_KEY, seedBenchAccount } from "../../bench/account/bench-account.js";
import { ask, NOW, rowsOf, smallSandbox } from "./support.js";

test("a further account is opened by its own keys, and holds its own data only", async () => {
  const data = seedBenchAccount(NOW);
  await using sandbox = await smallSandbox({ accounts: [data] });
  const own = rowsOf(await ask(sandbox, "/stages", { key: BENCH_KEY.apiKey }));
  expect(own.map(({ id }) => id)).toEqual([...data.stages.keys()]);
  const nimbus = rowsOf(await ask(sandbox, "/stages"));
  expect(nimbus.map(({ id }) => id)).toEqual([...sandbox.data.stages.keys()]);
});

test("a clock that is handed to the sandbox is the one it lives by", async () => {
  const clock = { nowMs: NOW };
  await using sandbox = await smallSandbox({ now: () => clock.nowMs });
  const [opportunity] = sandbox.data.opportunities.values();
  const [user] = [...sandbox.data.users.values()].filter(({ deactivatedAt }) => deactivatedAt === null);
  clock.nowMs += 90_000;
  const { status } = await ask(sandbox, `/opportunities/${opportunity!.id}/notes?perform_as=${user!.id}`, {
    method: "POST",
    body: { value: "A minute and a half later." },
  });
  expect(status).toBe(201);
  const written = [...sandbox.data.notes.values()].at(-1);
  expect(written?.createdAt).toBe(NOW + 90_000);
});
