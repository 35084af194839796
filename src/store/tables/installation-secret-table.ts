import type { Database } from "../schema.js";
import type { InstallationSecretStore } from "../store.js";

/** The installation's own keys, sealed. */
export function createInstallationSecretStore({ kysely, clock }: Database): InstallationSecretStore {
  const read = (name: string): Promise<{ readonly sealed: string } | undefined> =>
    kysely.selectFrom("installation_secret").select("sealed").where("name", "=", name).executeTakeFirst();
  return {
    readOrCreate: async (name, sealed) => {
      const known = await read(name);
      if (known) return known.sealed;
      await kysely
        .insertInto("installation_secret")
        .values({ name, sealed, created_at: clock.epochMs() })
        .onConflict((conflict) => conflict.column("name").doNothing())
        .execute();
      // Read again, as another caller may have been first.
      return (await read(name))?.sealed ?? sealed;
    },
  };
}
