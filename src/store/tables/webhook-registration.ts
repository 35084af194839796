import { UnknownConnection } from "../store-errors.js";
import type { Database } from "../schema.js";
import type { WebhookStore } from "../store.js";
import { whileConnected } from "./while-connected.js";

/** Turns to register webhooks, one a connection at a time. */
export function createRegistrationTurns(
  database: Database,
): Pick<WebhookStore, "beginRegistration" | "endRegistration"> {
  return {
    beginRegistration: (...turn) => begin(database, ...turn),
    endRegistration: async (connectionId, holder) => {
      await database.kysely
        .updateTable("webhook_intake")
        .set({ registrar: null, registering_until: 0 })
        .where("connection_id", "=", connectionId)
        .where("registrar", "=", holder)
        .execute();
    },
  };
}

async function begin(
  database: Database,
  connectionId: string,
  holder: string,
  now: number,
  until: number,
): Promise<boolean> {
  const turn = { registrar: holder, registering_until: until };
  const taken = await whileConnected(database, connectionId, (transaction) =>
    transaction
      .insertInto("webhook_intake")
      .values({ connection_id: connectionId, last_received_at: null, ...turn })
      .onConflict((conflict) =>
        conflict
          .column("connection_id")
          .doUpdateSet(turn)
          .where((eb) =>
            eb.or([eb("webhook_intake.registrar", "is", null), eb("webhook_intake.registering_until", "<=", now)]),
          ),
      )
      .returning("connection_id")
      .execute(),
  );
  if (taken === null) throw new UnknownConnection();
  return taken.length > 0;
}
