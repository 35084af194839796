import type { FaultCase } from "./case.js";
import { OWN_CASES } from "./own-cases.js";

const ANSWERS = "catalogue/answers.test.ts";
const BUDGET = "catalogue/budget.test.ts";
const OF_LEVER = "graph/failures/answers-of-lever.test.ts";
const SHAPES = "graph/failures/shapes-of-lever.test.ts";
const WRITES = "graph/writes/faults.test.ts";
const EXPORT = "graph/export/failures.test.ts";
const CREATE = "graph/writes/create-opportunity.test.ts";
const PRESSURE = "service/under-pressure.test.ts";

/** Lever limits. */
const LIMITS: readonly FaultCase[] = [
  {
    id: "F01",
    fault: "a burst over the budget: 60 reads at once",
    outcome: "all served within 4.6 s, Lever refuses none",
    tests: {
      [BUDGET]: ["a burst of 60 reads at once is served within what Lever's limit takes, and Lever refuses none"],
    },
  },
  {
    id: "F02",
    fault: "Lever lowers its limit to 3 a second",
    outcome: "all served, at most 5 % refused",
    tests: { [BUDGET]: ["a Lever that lowers its limit to a third is followed: all is served, and few are refused"] },
  },
  {
    id: "F03",
    fault: "Lever answers 429 for ever",
    outcome: "ATS_RATE_LIMITED with retryAfterMs within the deadline",
    tests: {
      [BUDGET]: ["a Lever that refuses for ever is ATS_RATE_LIMITED within the deadline, and when to come back"],
    },
  },
  {
    id: "F04",
    fault: "a queue of 400 that the deadline has no room for",
    outcome: "refused at once, no request spent",
    tests: {
      [BUDGET]: ["what a queue of 400 has no room for before its deadline is refused at once and costs no request"],
      "graph/sla/counts-in-time.test.ts": [
        "a walk that is known to be too long for what is left is refused before a request is spent",
      ],
    },
  },
  {
    id: "F05",
    fault: "one key in two connections",
    outcome: "one budget",
    tests: {
      [BUDGET]: ["one key in two accounts has one budget"],
      "graph/connections/connect.test.ts": ["is a connection of its own in another account, and both share one budget"],
    },
  },
  {
    id: "F06",
    fault: "one account sends hundreds of operations to a Lever that hangs",
    outcome: "nobody else waits",
    tests: {
      [BUDGET]: ["an account whose Lever hangs under hundreds of operations delays nobody else's"],
      "http/overload.test.ts": ["of one account is OVERLOADED before anything is sent, and others are served"],
      "lever/http.test.ts": ["one customer's hanging Lever takes no socket of another's"],
    },
  },
  {
    id: "F07",
    fault: "a sync of many pages beside a query",
    outcome: "the query waits for one request at most; the sync ends",
    tests: {
      [BUDGET]: ["lets a query in after one request at most, and comes to its end"],
      "lever/budget/local-budget.test.ts": [
        "no lane starves: under endless interactive load one turn in ten goes to who waited too long",
      ],
    },
  },
];

/** Lever answers wrongly, late or not at all. */
const READS: readonly FaultCase[] = [
  {
    id: "F08",
    fault: "one 500 to a read",
    outcome: "the data, for one more request",
    tests: { [OF_LEVER]: ["%s once: the data, for one more request"] },
  },
  {
    id: "F09",
    fault: "a storm of 503",
    outcome: "ten requests, then ATS_UNAVAILABLE at once; what was read before, marked; one probe after 5 s",
    tests: {
      [ANSWERS]: [
        "is left alone after ten requests and tried with one again; what is old enough to be told is marked",
        "of one customer's Lever opens nobody else's breaker",
      ],
      [OF_LEVER]: ["under no-cache it is the failure, never the old answer"],
    },
  },
  {
    id: "F10",
    fault: "401: the key was revoked",
    outcome: "ATS_CREDENTIALS_INVALID after one request, the connection says so; the key is told to nobody",
    tests: {
      [ANSWERS]: ["a key that Lever takes no more is said so after one request, and neither key nor header is told"],
      "graph/connections/status.test.ts": ["is what a 401 to %s makes of it, without a second try"],
    },
  },
  {
    id: "F11",
    fault: "403: the key lacks one permission",
    outcome: "that field null with the permission's name, the rest stands",
    tests: {
      "graph/permissions/permission-walk.test.ts": [
        "without '$permission', what needs it is null and names it, and all else stands",
      ],
    },
  },
  {
    id: "F12",
    fault: "404 for one of a hundred",
    outcome: "null in its place without an error",
    tests: {
      [ANSWERS]: [
        "a hundred references of which one is gone and one always fails: each in its place, the other 98 there",
      ],
      [OF_LEVER]: ["that Lever does not know is null without an error, in its place"],
    },
  },
  {
    id: "F13",
    fault: "500 for one of a hundred",
    outcome: "null with its error in its place, 99 there",
    tests: {
      [ANSWERS]: [
        "a hundred references of which one is gone and one always fails: each in its place, the other 98 there",
      ],
      [OF_LEVER]: ["that Lever fails on is null with its error, in its place"],
    },
  },
  {
    id: "F14",
    fault: "headers that don't come",
    outcome: "ATS_UNAVAILABLE after 10 s, asked once, the socket freed",
    tests: {
      [ANSWERS]: [
        "with its headers is ATS_UNAVAILABLE after ten seconds, asked once, and its socket is freed",
        "to shake hands is given up after three seconds, and nothing was sent",
      ],
    },
  },
  {
    id: "F15",
    fault: "a body that drips",
    outcome: "ATS_UNAVAILABLE after 15 s, the socket freed",
    tests: { [ANSWERS]: ["with its body is ATS_UNAVAILABLE after fifteen seconds, and its socket is freed"] },
  },
  {
    id: "F16",
    fault: "a page of HTML with 200",
    outcome: "ATS_BAD_RESPONSE, nothing of the page told",
    tests: { [ANSWERS]: ["as %s is ATS_BAD_RESPONSE for its field alone"], [OF_LEVER]: ["%s"] },
  },
  {
    id: "F17",
    fault: "JSON that breaks off",
    outcome: "asked once more, then ATS_BAD_RESPONSE: half a list is no list",
    tests: {
      [ANSWERS]: ["as %s is ATS_BAD_RESPONSE for its field alone"],
      "lever/access.test.ts": ["a list that fails on its second page is no list"],
    },
  },
  {
    id: "F18",
    fault: "200 MB of JSON",
    outcome: "given up at 10 MiB: neither read to its end nor kept",
    tests: { [ANSWERS]: ["as 200 MB of JSON is given up at the limit: neither read to its end nor kept"] },
  },
  {
    id: "F19",
    fault: "a gzip bomb",
    outcome: "measured by what comes out of it",
    tests: { [ANSWERS]: ["as a gzip bomb is measured by what comes out of it"] },
  },
  {
    id: "F20",
    fault: "wrong shapes: nulls, numbers as texts, new words and fields",
    outcome: "read where they have a meaning, null where not; what can't be done without fails its field alone",
    tests: {
      [SHAPES]: [
        "with null for whatever may be missing are rows of nulls",
        "with fields and words that Lever added are read all the same",
        "with numbers as texts and texts as numbers are read as what they mean",
        "with members of the wrong kind keep what can be read",
        "without %s fail their field, and nothing else",
      ],
    },
  },
  {
    id: "F21",
    fault: "page tokens that go round in a loop",
    outcome: "ATS_BAD_RESPONSE once a token comes again",
    tests: {
      [ANSWERS]: ["as a list whose pages go round in a loop ends, and is no list"],
      [SHAPES]: ["that go round in a loop end in ATS_BAD_RESPONSE"],
    },
  },
  {
    id: "F22",
    fault: "empty pages that promise more",
    outcome: "followed five times, then an error; never a list cut short",
    tests: { [ANSWERS]: ["as empty pages that promise more ends after a few, and is no list that is cut short"] },
  },
  {
    id: "F23",
    fault: "a row that moves to another page while the list is read",
    outcome: "it is there once",
    tests: {
      [SHAPES]: ["with a row twice show it once"],
      "lever/access.test.ts": ["a row that moved while the list was read is there once, where it came first"],
    },
  },
  {
    id: "F24",
    fault: "a connection broken off in the middle of a read",
    outcome: "asked again: the data",
    tests: { [OF_LEVER]: ["%s once: the data, for one more request"] },
  },
];

/** Writes whose answer is lost. */
const WRITE_CASES: readonly FaultCase[] = [
  {
    id: "F25",
    fault: "a connection broken off after Lever acted",
    outcome: "found and given back; Lever has it once, nothing is sent again",
    tests: {
      [WRITES]: ["%s is found, given back, and there once", "with %s after the deed is read back, and not sent again"],
      [CREATE]: ["%s, after %s", "finds what it did after $kind"],
    },
  },
  {
    id: "F26",
    fault: "a connection broken off before Lever acted",
    outcome: "looked for until it has settled, sent once more; with the deadline first WRITE_OUTCOME_UNKNOWN",
    tests: {
      [WRITES]: [
        "%s is looked for, sent once more, and there once",
        "and lost again is of unknown fate, and not sent a third time",
        "with %s before the deed is read back, and sent once more",
      ],
      "writes/steps.test.ts": ["is of unknown fate where the deadline comes first, and nothing is sent again"],
    },
  },
  {
    id: "F27",
    fault: "Lever can't be read either",
    outcome: "WRITE_OUTCOME_UNKNOWN; a later replay of the key settles it",
    tests: {
      [WRITES]: [
        "and %s is WRITE_OUTCOME_UNKNOWN; a later replay of its key settles it",
        "stays so, and is not sent again, as long as it can't be looked for",
        "is settled after a restart as well",
      ],
      [EXPORT]: ["of the create, with a Lever that can't be read: UNKNOWN, and the same call finds it"],
    },
  },
  {
    id: "F28",
    fault: "the note of an export fails after its create",
    outcome: "the candidacy is told with the step that failed; the replay writes the note alone",
    tests: {
      [EXPORT]: [
        "leaves the candidacy, its fate unknown after a 500 that stays, and the same call writes the note alone",
        "is FAILED where Lever refused it, with why",
      ],
    },
  },
  {
    id: "F29",
    fault: "fifty calls at once with one idempotency key",
    outcome: "one write, fifty equal answers",
    tests: {
      "graph/writes/note-once.test.ts": ["of fifty callers at once makes one note, and all of them get it"],
      "graph/export/once.test.ts": [
        "of twenty calls at once makes one candidacy and one note, and gives twenty equal answers",
      ],
    },
  },
  {
    id: "F30",
    fault: "one key with another input",
    outcome: "IDEMPOTENCY_KEY_REUSED, nothing sent",
    tests: { "graph/writes/note-once.test.ts": ["with %s is IDEMPOTENCY_KEY_REUSED, and sends nothing"] },
  },
  {
    id: "F31",
    fault: "kill -9 before the request, before its answer, before its record",
    outcome: "found out at the next call or start; Lever has it once",
    tests: {
      "service/crash.test.ts": [
        "between the record and the request: it is looked for, then sent, and Lever has it once",
        "between the request and the answer: it is found, and Lever has it once",
      ],
      "service/crash-every-write.test.ts": [
        "between the record and the request: sent again, and Lever has it once",
        "between the request and the answer: Lever has it once, and nothing is sent again",
      ],
      "bulk/crash.test.ts": ["in the middle of a hundred moves: the next start goes on by itself, each candidacy once"],
    },
  },
  {
    id: "F32",
    fault: "SIGTERM with 200 operations under way",
    outcome: "every answer arrives, every write is whole, exit 0",
    tests: {
      [PRESSURE]: [
        "under two hundred operations drops no answer, loses no write, and ends with 0",
        "is told to load balancers before it is felt: not ready, and requests are still taken",
      ],
      "service/process.test.ts": [
        "SIGTERM is not held up by connections on which nothing was asked, or not to its end",
      ],
    },
  },
];

/** Every fault of the catalogue, in its order. */
export const FAULT_CASES: readonly FaultCase[] = [...LIMITS, ...READS, ...WRITE_CASES, ...OWN_CASES];
