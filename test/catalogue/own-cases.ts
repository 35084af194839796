import type { FaultCase } from "./case.js";

const ANSWERS = "catalogue/answers.test.ts";
const ABUSE = "catalogue/abuse.test.ts";
const PRESSURE = "service/under-pressure.test.ts";

/** Others' data, forged callers and hostile input. */
const HOSTILE: readonly FaultCase[] = [
  {
    id: "F33",
    fault: "two accounts ask the same at once, with hang-ups",
    outcome: "not a byte of the other's",
    tests: {
      [ABUSE]: ["two accounts that ask the same at once under hang-ups see their own rows and no others"],
      "lever/shared-cache.test.ts": [
        "a value in another connection's place is refused, reported without its content, and asked for anew",
      ],
    },
  },
  {
    id: "F34",
    fault: "one URL, two keys, one tick",
    outcome: "two requests: none shares the other's",
    tests: {
      "graph/isolation/two-accounts.test.ts": ["is not shared in flight either"],
      "lever/isolation.test.ts": ["asking the same in one tick they are two requests"],
    },
  },
  {
    id: "F35",
    fault: "an id, a reference or a cursor of another account",
    outcome: "as one that does not exist, nothing sent",
    tests: {
      "graph/isolation/two-accounts.test.ts": [
        "to %s, and nothing is sent",
        "to %s, and nothing is changed",
        "among one's own references, which stand",
        "and so is a cursor",
      ],
    },
  },
  {
    id: "F36",
    fault: "an account's header without the gateway's secret, or with a wrong one",
    outcome: "401 UNAUTHENTICATED, nothing sent",
    tests: {
      "graph/callers/gateway.test.ts": ["%s is 401 and nothing else", "that can't be believed are refused: %s"],
    },
  },
  {
    id: "F37",
    fault: "Lever's address made to point inside; a redirect to 169.254.169.254",
    outcome: "refused at the start; not followed, not a packet",
    tests: {
      "config/lever-api-url.test.ts": ["may not be %j"],
      "service/process.test.ts": ["%s is refused with 78"],
      [ANSWERS]: [
        "to %s is not followed",
        "to another server of this very machine sends nothing there: neither the key nor a packet",
      ],
    },
  },
  {
    id: "F38",
    fault: "a download that is redirected",
    outcome: "to allowed hosts alone, without the key, within the size",
    tests: {
      "lever/download.test.ts": [
        "to an allowed host is followed over https, without the key, for one request of the budget",
        "is held to the size cap at the other host too",
        "to %s is BAD_RESPONSE, and nothing is sent",
      ],
      "http/files.test.ts": ["over 100 MiB is refused before its first byte"],
    },
  },
  {
    id: "F39",
    fault: "ids with paths, line breaks, NUL, of 10 KB",
    outcome: "BAD_USER_INPUT, nothing sent",
    tests: {
      [ABUSE]: ["what is no id never becomes part of a request: Lever sees whole segments, or nothing"],
      "http/errors.test.ts": ["the malformed id %j is refused wherever it is given, and nothing is sent"],
    },
  },
  {
    id: "F40",
    fault: "ten thousand aliases, bombs of fragments, depth, tokens, rows, references, batches",
    outcome: "QUERY_TOO_COMPLEX or 4xx before anything is sent",
    tests: {
      [ABUSE]: [
        "what asks for too much is refused before anything is sent",
        "a thousand million rows",
        "a hundred thousand references",
        "a batch of operations in one request",
      ],
      "graph/callers/production.test.ts": ["introspection is off: %s"],
      "http/slow-bodies.test.ts": ["an operation that does not arrive in time is answered 408 and hung up on"],
    },
  },
  {
    id: "F41",
    fault: "webhooks: unsigned, stale, replayed, swapped, many",
    outcome: "401, 400 or taken once; nothing of a body is shown; a burst is two requests",
    tests: {
      "http/webhooks.test.ts": [
        "refuses what is %s: %s, and nothing follows",
        "does nothing for a token that it has acknowledged before, whatever else is told with it",
        "shows nothing of what a delivery says: it says only what to read again",
        "of many of the same that come at once, does it once",
      ],
      "graph/webhooks/following.test.ts": [
        "a burst of deliveries costs one request at once and one for all the others",
      ],
    },
  },
];

/** What this service stands on fails. */
const MACHINE: readonly FaultCase[] = [
  {
    id: "F42",
    fault: "the key ring lost a key; a sealed key pasted into another's row",
    outcome: "SECRET_UNREADABLE for that connection alone",
    tests: {
      "graph/connections/secret-unreadable.test.ts": [
        "a connection whose key the ring can't open fails alone, and nothing is sent for it",
        "a sealed key pasted into another account's row does not open there",
      ],
    },
  },
  {
    id: "F43",
    fault: "Redis or PostgreSQL down, slow or full",
    outcome: "reads go on; writes are refused before they are sent; Redis costs requests only",
    tests: {
      "catalogue/parts-down.test.ts": [
        "reads go on through connections that are known, for a minute and not longer",
        "a write is refused before anything is sent, and done once the database is back",
        "nobody's connection is known to anybody else",
        "Redis that hangs, dies and comes back costs requests, and no answer",
      ],
      "lever/shared-cache-away.test.ts": ["that is full and takes nothing more is a miss"],
    },
  },
  {
    id: "F44",
    fault: "clocks that jump, no file descriptors, a full disk",
    outcome: "no negative waits; it stays; writes are refused before they are sent",
    tests: {
      "catalogue/clocks.test.ts": [
        "a wall clock that is set %s makes nobody wait longer than the budget does",
        "what was kept before the wall clock was set back is not served as if it were of now",
        "a Lever whose clock is hours off is read and written to as any other",
      ],
      [PRESSURE]: [
        "a disk that is full refuses writes before they are sent; with room again each is done, once",
        "a process that is out of file descriptors says what it can, stays, and serves again",
      ],
    },
  },
];

/** What comes from callers, and from what this service stands on. */
export const OWN_CASES: readonly FaultCase[] = [...HOSTILE, ...MACHINE];
