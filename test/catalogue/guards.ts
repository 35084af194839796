import type { FaultCase } from "./case.js";

const WRITES = "graph/writes/faults.test.ts";
const AWAY = "catalogue/parts-down.test.ts";

/** What may be sent again, and when. */
const SENT_AGAIN: readonly FaultCase[] = [
  {
    id: "S01",
    fault: "it was never sent: refused, no handshake, no place in the queue",
    outcome: "any method may be sent again",
    tests: {
      "lever/writes.test.ts": [
        "after a refused connection, once somebody listens there",
        "while the write waits takes it back: it was surely not sent",
        "in the queue says that nothing was sent, and when to come back",
      ],
    },
  },
  {
    id: "S02",
    fault: "429",
    outcome: "any method may be sent again: Lever refuses before it acts",
    tests: { [WRITES]: ["by a 429 is sent again at once: Lever refuses before it acts"] },
  },
  {
    id: "S03",
    fault: "5xx, a reset or a time-out after the body went out",
    outcome: "reads again; what sets is read back; what makes is looked for, and never sent blindly",
    tests: {
      "lever/retry.test.ts": ["%s: sent once", "a time-out leaves it unknown, and it is sent once"],
      "writes/set-write.test.ts": ["and whose answer is lost before the deed is read back, and sent once more"],
      "writes/steps.test.ts": ["before the deed is sent once more, and not before the time to settle has passed"],
    },
  },
  {
    id: "S04",
    fault: "400, 401, 403, 404, 409, 422",
    outcome: "nothing is sent again, and the key is free",
    tests: { [WRITES]: ["by a %i is refused, and its key is free"] },
  },
  {
    id: "S05",
    fault: "a yes that can't be read",
    outcome: "it was done: looked for and adopted, never sent again",
    tests: {
      "writes/steps.test.ts": [
        "is looked for and adopted",
        "is never sent again, however long nothing is found: not now, not by whoever comes later",
      ],
    },
  },
];

/** What keeps the process and Lever from harm. */
const GUARDS: readonly FaultCase[] = [
  {
    id: "G01",
    fault: "more retries than Lever can bear",
    outcome: "a tenth of what is sent, and never fewer than three",
    tests: {
      "lever/retry.test.ts": ["retries are no storm: at most three where little is asked, a tenth where much is"],
    },
  },
  {
    id: "G02",
    fault: "a Lever that fails at half of what is asked, or times out",
    outcome: "the connection's breaker opens; 401, 403, 404 and 429 don't open it",
    tests: {
      "lever/breaker.test.ts": [
        "is tried with one request after five seconds, and taken up again when that succeeds",
        "after ten time-outs it is left alone as well",
        "what Lever says with reason doesn't open it",
      ],
    },
  },
  {
    id: "G03",
    fault: "more operations than the process can bear, or an event loop that is behind",
    outcome: "OVERLOADED with retryAfterMs before anything is sent; health is always answered",
    tests: {
      "http/overload.test.ts": [
        "of a mutation writes nothing",
        "never concerns health and metrics",
        "turns away who has something under way, and lets in who has nothing",
        "asks Lever to deliver later, and takes no files",
      ],
    },
  },
  {
    id: "G04",
    fault: "kill -9, an upgrade, a way back",
    outcome: "migrations go forward, all or none; a newer schema is refused untouched; backups are whole",
    tests: {
      "store/migrations.test.ts": [
        "of the first version is brought up to date with what is in it",
        "that a newer version has migrated is refused, untouched, and says which migration is unknown",
      ],
      "service/process.test.ts": ["over a database that a newer version has migrated exits 1 and names it"],
      "service/backup.test.ts": [
        "made while it is written to is whole, with its key file beside it",
        "made while it is written to is whole, with the key ring it was made with",
      ],
    },
  },
  {
    id: "G05",
    fault: "clients that send slowly, hang up or stand still",
    outcome: "hung up on; Lever's socket is freed",
    tests: {
      "http/slow-bodies.test.ts": ["a client who sends no more of a file is hung up on, and may send it again"],
      "http/files-broken-off.test.ts": ["a client that hangs up frees Lever's socket"],
      "lever/single-flight.test.ts": ["last ends it: its socket is closed, and nothing of it is left"],
    },
  },
];

/** A part is down. */
const PARTS: readonly FaultCase[] = [
  {
    id: "D01",
    fault: "the database goes away",
    outcome: "known connections are read through for a minute; what is switched off stays off",
    tests: {
      [AWAY]: [
        "reads go on through connections that are known, for a minute and not longer",
        "a connection that is switched off here stays off when the database goes away right after",
      ],
    },
  },
  {
    id: "D02",
    fault: "the database goes away between a request and its record",
    outcome: "of unknown fate, never 'nothing was sent'; the key's replay finds it",
    tests: {
      "graph/writes/store-away.test.ts": [
        "leaves a note of unknown fate, never 'nothing was sent'; the key's replay finds it",
      ],
    },
  },
  {
    id: "D03",
    fault: "the shared cache hangs, dies or lies",
    outcome: "a miss; nothing older than 30 s is served; what a write touched is told late rather than never",
    tests: {
      "lever/shared-cache-away.test.ts": [
        "that takes commands and doesn't answer is not waited for",
        "that is gone leaves nothing older than 30 s to be served: others may have written",
        "a write that could not be told is told with the next read",
      ],
    },
  },
  {
    id: "D04",
    fault: "webhooks come while the database is down",
    outcome: "503: Lever tries again, and what it tries again is taken",
    tests: {
      "http/webhooks-away.test.ts": [
        "while the database is down Lever is asked to try again, and what it tries again is taken",
      ],
    },
  },
  {
    id: "D05",
    fault: "a process dies in the middle of a bulk operation or a sync",
    outcome: "another goes on, each item once",
    tests: {
      "bulk/worker.test.ts": [
        "is found by another replica once the one that began with it has died, and each item is done once",
      ],
      "graph/sync/sync.test.ts": ["goes on after a restart where it stopped"],
    },
  },
];

/** How it leaked elsewhere. */
const LEAKS: readonly FaultCase[] = [
  {
    id: "L01",
    fault: "a cache keyed by URL alone",
    outcome: "account, connection and key are in every cache's key, and in the value",
    tests: { "lever/isolation.test.ts": ["%s of one never answers the other", "entities of one are not the other's"] },
  },
  {
    id: "L02",
    fault: "a request that was given up leaves its reply to another",
    outcome: "who comes next asks anew",
    tests: {
      "lever/single-flight.test.ts": ["last, is not joined by who comes in the same tick"],
      [`catalogue/abuse.test.ts`]: [
        "two accounts that ask the same at once under hang-ups see their own rows and no others",
      ],
    },
  },
  {
    id: "L03",
    fault: "a shared cache keeps an answer without Cache-Control",
    outcome: "every answer is private or not stored at all",
    tests: {
      "http/answers.test.ts": [
        "is there on %s",
        "of a query is private, as short as the shortest-lived of what it asks for",
      ],
    },
  },
  {
    id: "L04",
    fault: "a store that is down is taken for a row that isn't there",
    outcome: "STORE_UNAVAILABLE, never 'unknown'",
    tests: { [AWAY]: ["nobody's connection is known to anybody else"] },
  },
];

/** What holds beside the catalogue's own cases. */
export const GUARD_CASES: readonly FaultCase[] = [...SENT_AGAIN, ...GUARDS, ...PARTS, ...LEAKS];
