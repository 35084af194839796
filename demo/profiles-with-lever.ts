import { z } from "zod";
import { askGateway, type GatewayAnswer } from "./ask-gateway.js";
import { readOperation } from "./operations.js";
import { IN_LEVER } from "./profiles/profiles.js";

const Named = z.object({ name: z.string() });

/** What may be null here is so in the sandbox too: somebody without an owner, sourced people without an application. */
const Opportunity = z.object({
  stage: Named,
  owner: z.object({ name: z.string(), email: z.string() }).nullable(),
  application: z
    .object({
      createdAt: z.string().nullable(),
      posting: z.object({ title: z.string(), location: z.string().nullable() }).nullable(),
    })
    .nullable(),
  archive: z.object({ archivedAt: z.string().nullable(), reason: Named.nullable() }).nullable(),
});

const Candidate = z.object({
  name: z.string(),
  title: z.string().nullable(),
  tags: z.array(z.string()),
  opportunities: z.array(Opportunity).min(1),
});

const Profile = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  atsCandidates: z.array(z.object({ matchedBy: z.array(z.string()).min(1), candidate: Candidate })),
});

const ProfilesWithLever = z.object({ profiles: z.array(Profile).min(1) });

export type DemoOpportunity = z.infer<typeof Opportunity>;
export type DemoProfile = z.infer<typeof Profile>;

/**
 * The federated query: people from the profiles subgraph, their candidacies from Lever.
 * @throws Error where it has errors, or lacks what it should hold
 */
export async function readProfilesWithLever(gatewayUrl: string): Promise<GatewayAnswer<readonly DemoProfile[]>> {
  const { data, cost } = await askGateway(gatewayUrl, ProfilesWithLever, {
    query: await readOperation("profiles-with-lever"),
  });
  const found = new Set(data.profiles.filter(({ atsCandidates }) => atsCandidates.length > 0).map(({ id }) => id));
  const missed = IN_LEVER.filter(({ id }) => !found.has(id)).map(({ name }) => name);
  if (missed.length > 0) throw new Error(`Lever has these people, and they were not found: ${missed.join(", ")}`);
  return { data: data.profiles, cost };
}
