"use strict";

/**
 * What each folder of src may import, beside itself. Anything absent is forbidden. .dependency-cruiser.cjs makes its
 * rules of it, and scripts/generate-docs.ts the table in docs/architecture.md: this is the only place to change.
 */
const MAY_IMPORT = {
  // The ground: nothing of ours.
  time: [],
  ids: [],
  vault: [],
  config: [],
  observability: [],
  identity: [],
  planning: [],
  // Runs queries, whatever they ask for.
  execution: [],
  // Lever's API. Knows nothing of GraphQL.
  lever: ["time"],
  // Links that open a file without a further word.
  "file-links": ["time"],
  // What is kept.
  store: ["time", "vault"],
  // Files on their way through this service into Lever.
  uploads: ["store", "time", "vault"],
  // What the graph is made with.
  caller: ["config"],
  loading: ["lever"],
  "stage-mapping": ["store"],
  "user-errors": ["caller", "lever", "store", "vault"],
  paging: ["user-errors"],
  // Writing to Lever once.
  writes: ["lever", "store", "time", "vault"],
  connections: ["lever", "store", "time", "vault"],
  // Forgetting one person.
  privacy: ["lever", "store", "time", "vault"],
  // Sealing under another key.
  "key-rotation": ["store", "vault"],
  // What a key may do, found out in the background.
  doctor: ["connections", "lever", "store", "time", "vault"],
  // Who has which address and link, kept up to date in the background.
  sync: ["connections", "identity", "lever", "store", "time", "vault"],
  // What Lever tells of by itself.
  webhooks: ["connections", "ids", "lever", "planning", "store", "sync", "time", "vault"],
  context: [
    "caller",
    "connections",
    "file-links",
    "lever",
    "loading",
    "paging",
    "privacy",
    "store",
    "sync",
    "time",
    "uploads",
    "user-errors",
    "vault",
    "webhooks",
    "writes",
  ],
  // Operations on many items, worked off in the background.
  bulk: ["caller", "context", "store", "time", "vault"],
  // The graph: one folder for each type.
  graph: [
    "bulk",
    "caller",
    "connections",
    "context",
    "doctor",
    "file-links",
    "identity",
    "ids",
    "lever",
    "loading",
    "paging",
    "planning",
    "stage-mapping",
    "store",
    "sync",
    "time",
    "uploads",
    "user-errors",
    "vault",
    "webhooks",
    "writes",
  ],
  federation: ["context", "graph", "loading", "user-errors"],
  http: [
    "caller",
    "config",
    "connections",
    "context",
    "execution",
    "federation",
    "file-links",
    "ids",
    "lever",
    "observability",
    "store",
    "time",
    "uploads",
    "user-errors",
    "vault",
    "webhooks",
  ],
};

/** The composition root: may import everything, and is imported by the programs, tests, bench and demo only. */
const COMPOSITION_ROOT = "service";

/** The files of src itself: what is started. Each may import everything, and is imported by nobody. */
const PROGRAMS = ["main.ts", "rotate-keys.ts"];

module.exports = { MAY_IMPORT, COMPOSITION_ROOT, PROGRAMS };
