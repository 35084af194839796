import { textOf, textsOf } from "../../lever/reading.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { defineSlice, type Representation } from "../slice.js";
import { Profile } from "./profile.js";
import { ProfileResolver } from "./profile.resolver.js";

export const profile = defineSlice({
  resolvers: [ProfileResolver],
  references: { Profile: async (representation) => Promise.resolve(toProfile(representation)) },
  orphans: [Profile],
});

/**
 * Whether there is such a profile is the profiles subgraph's to say; what `@requires` names comes with the reference.
 * @throws GraphQLError BAD_USER_INPUT
 */
function toProfile({ id, emails, linkedinUrl, githubUrl, findemProfileUrl }: Representation): Profile {
  if (typeof id !== "string") throw badUserInput("representations.id", "not an id");
  return {
    id,
    emails: textsOf(emails),
    linkedinUrl: textOf(linkedinUrl),
    githubUrl: textOf(githubUrl),
    findemProfileUrl: textOf(findemProfileUrl),
  };
}
