import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FEATURED_POSTING_ID } from "../../../sandbox/seed/postings.js";
import { STAGES } from "../../../sandbox/seed/stages.js";
import { emailOf, ExportWorld, RECRUITER, RECRUITER_ID } from "./support.js";

let world: ExportWorld;

beforeAll(async () => {
  world = await ExportWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.renew());

describe("an export of somebody who is not in Lever", () => {
  test("makes the person and the candidacy in one request, and the note in another", async () => {
    const input = world.input({
      title: "Halcyon Drones",
      location: "Porto",
      phones: [{ type: "mobile", value: "+351 555 0100" }],
      linkedinUrl: "https://www.linkedin.com/in/ada-okafor",
      githubUrl: "https://github.com/adaokafor",
      findemProfileUrl: "https://app.findem.ai/profiles/12345",
      tags: ["Robotics", "Robotics", "Findem"],
      source: "Findem",
      origin: "SOURCED",
      note: "Met at ICRA.\n\nSpeaks Portuguese.",
      postingId: world.id(FEATURED_POSTING_ID),
      stageId: world.id(STAGES.recruiterScreen.id),
      ownerId: world.id(RECRUITER_ID),
    });
    const done = await world.export(input);
    expect(done.userErrors).toEqual([]);
    const [row] = world.candidaciesOf(emailOf(input));
    expect(world.candidaciesOf(emailOf(input))).toHaveLength(1);
    expect(world.sent).toEqual([
      {
        method: "POST",
        path: `/opportunities?perform_as=${RECRUITER_ID}`,
        body: {
          name: "Ada Okafor",
          headline: "Halcyon Drones",
          location: "Porto",
          stage: STAGES.recruiterScreen.id,
          owner: RECRUITER_ID,
          origin: "sourced",
          emails: [emailOf(input)],
          links: [
            "https://www.linkedin.com/in/ada-okafor",
            "https://github.com/adaokafor",
            "https://app.findem.ai/profiles/12345",
          ],
          tags: ["Robotics", "Findem"],
          sources: ["Findem"],
          postings: [FEATURED_POSTING_ID],
          phones: [{ type: "mobile", value: "+351 555 0100" }],
        },
      },
      {
        method: "POST",
        path: `/opportunities/${row?.id ?? ""}/notes?perform_as=${RECRUITER_ID}`,
        body: { value: "Met at ICRA.\n\nSpeaks Portuguese.", secret: false, notifyFollowers: false },
      },
    ]);
    expect(done.statuses).toEqual({
      ...{ FIND: "DONE", CREATE: "DONE", LINKS: "DONE", TAGS: "DONE", SOURCE: "DONE", NOTE: "DONE" },
      ...{ RESUME: "NOT_NEEDED", FILES: "NOT_NEEDED" },
    });
    expect(done).toMatchObject({
      outcome: "CREATED",
      profile: { id: input["profileId"] },
      matchedBy: [],
      plannedRequests: null,
      opportunity: {
        id: world.id(row?.id ?? ""),
        stageId: world.id(STAGES.recruiterScreen.id),
        tags: expect.arrayContaining(["Robotics", "Findem"]) as unknown,
        sources: ["Findem"],
      },
      candidate: { id: world.id(row?.contact ?? ""), name: "Ada Okafor", emails: [emailOf(input)] },
    });
  });

  test("of whom only the name is known looks for nobody and says what was not needed", async () => {
    const done = await world.export(world.input({ emails: null, name: "  Only A. Name " }));
    expect(done.outcome).toBe("CREATED");
    expect(done.candidate).toMatchObject({ name: "Only A. Name" });
    expect(world.sent).toMatchObject([{ body: { name: "Only A. Name" } }]);
    expect(world.subgraph.sandbox.requests.filter(({ query }) => query.has("email"))).toEqual([]);
    expect(done.statuses).toEqual({
      ...{ FIND: "DONE", CREATE: "DONE", LINKS: "NOT_NEEDED", TAGS: "NOT_NEEDED", SOURCE: "NOT_NEEDED" },
      ...{ NOTE: "NOT_NEEDED", RESUME: "NOT_NEEDED", FILES: "NOT_NEEDED" },
    });
  });

  test.each(["UPDATE_EXISTING", "SKIP", "FAIL"])("makes them with the policy %s too", async (onDuplicate) => {
    const input = world.input({ onDuplicate });
    expect((await world.export(input)).outcome).toBe("CREATED");
    expect(world.candidaciesOf(emailOf(input))).toHaveLength(1);
  });

  test("costs one look for each address, the create, and nothing that is not asked for", async () => {
    const input = world.input();
    await world.export(input);
    world.renew();
    const second = world.input({
      emails: [emailOf(input).replace("person", "a"), emailOf(input).replace("person", "b")],
    });
    const answer = await world.subgraph.query(
      `mutation ($input: ExportProfileToAtsInput!) { exportProfileToAts(input: $input) { outcome userErrors { code } } }`,
      { input: second },
      RECRUITER,
    );
    expect(answer.data.exportProfileToAts).toEqual({ outcome: "CREATED", userErrors: [] });
    expect(answer.calls).toEqual(["GET /opportunities", "GET /opportunities", "POST /opportunities"]);
  });

  test("leaves a row in the audit log that names who did it, on whose behalf and to whom", async () => {
    const input = world.input();
    await world.export(input);
    const [candidacy] = world.candidaciesOf(emailOf(input));
    const [row] = await world.audit();
    expect(row).toEqual({
      ...{ action: "exportProfileToAts", outcome: "DONE", userId: "u1", opportunityId: world.id(candidacy?.id ?? "") },
      performedAs: { externalId: RECRUITER_ID },
    });
  });
});
