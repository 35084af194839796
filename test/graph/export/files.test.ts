import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pdfOf, upload } from "../../support/uploads.js";
import { emailOf, ExportWorld } from "./support.js";

let world: ExportWorld;

beforeAll(async () => {
  world = await ExportWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.renew());

const CREATE = "POST /opportunities";
const FILE = "POST /opportunities/:opportunity/files";

function uploaded(filename: string): Promise<string> {
  return upload(world.subgraph, world.connectionId, pdfOf(2_000), { filename });
}

const writes = (): readonly string[] => world.subgraph.sandbox.calls().filter((call) => !call.startsWith("GET"));

/** Names of the files of a candidacy in Lever, and of its resumes. */
function filesOf(opportunityId: string) {
  const named = <Row extends { readonly opportunityId: string }>(rows: Iterable<Row>, name: (row: Row) => string) =>
    [...rows].filter((row) => row.opportunityId === opportunityId).map(name);
  return {
    files: named(world.data.files.values(), ({ name }) => name),
    resumes: named(world.data.resumes.values(), ({ file }) => file?.name ?? ""),
  };
}

describe("a resume and files of somebody new", () => {
  test("go with the create request, and phones are put on the contact after it", async () => {
    const input = world.input({
      resumeUploadId: await uploaded("CV.pdf"),
      fileUploadIds: [await uploaded("Portfolio.pdf"), await uploaded("Letter.pdf")],
      ...{ tags: ["Robotics"], phones: [{ value: "+1 555 0123", type: "mobile" }], note: "From Findem" },
    });
    world.renew();
    const done = await world.export(input);
    expect(done).toMatchObject({ outcome: "CREATED", userErrors: [] });
    expect(done.statuses).toMatchObject({ CREATE: "DONE", TAGS: "DONE", NOTE: "DONE", RESUME: "DONE", FILES: "DONE" });
    expect(writes()).toEqual([CREATE, "PUT /contacts/:contact", "POST /opportunities/:opportunity/notes"]);
    const [row] = world.candidaciesOf(emailOf(input));
    expect(filesOf(row?.id ?? "")).toEqual({ files: ["Portfolio.pdf", "Letter.pdf"], resumes: ["CV.pdf"] });
    expect(world.data.contacts.get(row?.contact ?? "")?.phones).toEqual([{ value: "+1 555 0123", type: "mobile" }]);
  });

  test("leave the candidacy reported where the phones can't be put, and the same call puts them alone", async () => {
    const input = world.input({ resumeUploadId: await uploaded("CV.pdf"), phones: [{ value: "+1 555 0124" }] });
    world.fault({ method: "PUT", path: "/contacts/:contact", do: { kind: "status", status: 403 } });
    const first = await world.export(input);
    expect(first).toMatchObject({ outcome: "CREATED", codes: ["ATS_PERMISSION_MISSING"] });
    expect(first.opportunity).not.toBeNull();
    expect(first.statuses).toMatchObject({ CREATE: "FAILED", RESUME: "NOT_REACHED" });
    world.renew();
    expect(await world.export(input)).toMatchObject({ outcome: "CREATED", userErrors: [] });
    expect(writes()).toEqual(["PUT /contacts/:contact"]);
    expect(world.candidaciesOf(emailOf(input))).toHaveLength(1);
  });
});

describe("a resume and files of a person who is there", () => {
  test("are files of the candidacy that is written to, the resume first, each once", async () => {
    const contact = world.person();
    const row = world.candidacy(contact, 5);
    const input = world.input({
      ...{ emails: contact.emails, onDuplicate: "UPDATE_EXISTING" },
      resumeUploadId: await uploaded("CV.pdf"),
      fileUploadIds: [await uploaded("Portfolio.pdf"), await uploaded("Letter.pdf")],
    });
    world.renew();
    const dry = await world.export({ ...input, dryRun: true });
    expect(dry.plannedRequests?.map(({ body }) => body)).toEqual([
      { file: { $file: "CV.pdf" } },
      { file: { $file: "Portfolio.pdf" } },
      { file: { $file: "Letter.pdf" } },
    ]);
    const done = await world.export(input);
    expect(done).toMatchObject({ outcome: "UPDATED", userErrors: [] });
    expect(done.statuses).toMatchObject({ CREATE: "NOT_NEEDED", NOTE: "NOT_NEEDED", RESUME: "DONE", FILES: "DONE" });
    expect(writes()).toEqual([FILE, FILE, FILE]);
    expect(filesOf(row.id)).toEqual({ files: ["CV.pdf", "Portfolio.pdf", "Letter.pdf"], resumes: [] });
    world.renew();
    await world.export(input);
    expect(writes()).toEqual([]);
  });

  test("go on where they stopped", async () => {
    const contact = world.person();
    const row = world.candidacy(contact, 5);
    const input = world.input({
      ...{ emails: contact.emails, onDuplicate: "UPDATE_EXISTING", tags: ["Robotics"] },
      fileUploadIds: [await uploaded("One.pdf"), await uploaded("Two.pdf")],
    });
    world.renew();
    const path = "/opportunities/:opportunity/files";
    world.fault({ method: "POST", path, times: 1, do: { kind: "rewrite", rewrite: (body) => body } });
    world.fault({ method: "POST", path, do: { kind: "status", status: 403 } });
    const first = await world.export(input);
    expect(first).toMatchObject({ outcome: "UPDATED", codes: ["ATS_PERMISSION_MISSING"] });
    expect(first.statuses).toMatchObject({ TAGS: "DONE", RESUME: "NOT_NEEDED", FILES: "FAILED" });
    expect(filesOf(row.id).files).toEqual(["One.pdf"]);
    world.renew();
    const second = await world.export(input);
    expect(second).toMatchObject({ outcome: "UPDATED", userErrors: [] });
    expect(writes()).toEqual([FILE]);
    expect(filesOf(row.id).files).toEqual(["One.pdf", "Two.pdf"]);
  });
});
