import { newestRows } from "../account/bench-account.js";
import { changeStages } from "./change-stages.js";
import { pagesOf, requestsForPostings } from "./formulas.js";
import type { Operation } from "./operation.js";

const PAGE = `query ($id: ID!) {
  atsConnection(id: $id) {
    opportunities(first: 100) {
      nodes {
        id name
        stage { name }
        owner { name email }
        candidate { name emails }
        application { type company posting { title } }
      }
    }
  }
}`;

/** A page with everything that a table of candidates shows. */
export const listPage: Operation = {
  name: "O1",
  title: "a page of 100 with stage, owner, candidate, application and its posting",
  floor:
    "⌈R/100⌉ with `expand`, and min(D, pages of the postings) for what `expand` can't bring; later one list of what changed",
  fewest: ({ data }) => {
    const rows = newestRows(data);
    return { cold: pagesOf(rows.length) + requestsForPostings(rows, data), warm: 0, revalidated: 1 };
  },
  ask: (graph, { connectionId }, _run, headers) => graph.ask(PAGE, { id: connectionId }, headers),
  change: (data, now) => changeStages(newestRows(data), data, now),
};
