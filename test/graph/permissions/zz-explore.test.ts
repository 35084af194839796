import { test } from "vitest";
import { createSubgraph } from "../../../src/federation/subgraph-schema.js";
import { slices } from "../../../src/graph/slices.js";
import { wholeSelection } from "../../support/whole-selection.js";
import { EVERYTHING_KEY } from "../../../sandbox/keys.js";
import { startSubgraph } from "../../support/subgraph.js";

test("explore", async () => {
  const { schema } = createSubgraph(slices);
  for (const t of ["Opportunity","Candidate","AtsConnection","AtsPosting","AtsRequisition"]) console.log(t, wholeSelection(schema, t).length);
  await using graph = await startSubgraph();
  const id = await graph.connect(EVERYTHING_KEY);
  const { data } = graph.sandbox;
  const contact = [...data.contacts.values()].find(({ emails }) => emails.includes("priya.raman@example.test"))!;
  graph.sandbox.clearRequests();
  const a = await graph.query(`query($id:ID!){ atsCandidate(id:$id) { ${wholeSelection(schema, "Candidate", ["Candidate.opportunities"])} } }`, { id: `${id}.${contact.id}` });
  console.log(a.status, JSON.stringify(a.errors).slice(0, 2000), a.requests, a.calls.reduce((m: any, c) => ({ ...m, [c]: (m[c] ?? 0) + 1 }), {}));
  console.log(JSON.stringify(a.data)?.length);
  const b = await graph.query(`query($id:ID!){ atsCandidate(id:$id) { ${wholeSelection(schema, "Candidate", ["Candidate.opportunities"])} } }`, { id: `${id}.${contact.id}` });
  console.log(b.requests, b.calls);
  const c = await graph.query(`query($id:ID!){ atsConnection(id:$id) { ${wholeSelection(schema, "AtsConnection")} } }`, { id });
  console.log(c.status, JSON.stringify(c.errors).slice(0, 2000), c.requests, c.calls.reduce((m: any, c) => ({ ...m, [c]: (m[c] ?? 0) + 1 }), {}));
}, 60_000);
