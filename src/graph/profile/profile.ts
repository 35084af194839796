import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";

export const AtsMatchSignal = {
  EMAIL: "EMAIL",
  LINKEDIN: "LINKEDIN",
  GITHUB: "GITHUB",
  FINDEM_PROFILE: "FINDEM_PROFILE",
  EXPORTED: "EXPORTED",
} as const;
export type AtsMatchSignal = keyof typeof AtsMatchSignal;
registerEnumType(AtsMatchSignal, {
  name: "AtsMatchSignal",
  description: "By what a person was found in Lever.",
  valuesConfig: {
    EMAIL: { description: "An address." },
    LINKEDIN: { description: "The LinkedIn profile." },
    GITHUB: { description: "The GitHub profile." },
    FINDEM_PROFILE: { description: "The profile in Findem." },
    EXPORTED: { description: "This profile was exported to that candidate from here." },
  },
});

// An entity whose key is external is one that another subgraph defines: without @extends nothing could lead here.
@Directive("@extends")
@Directive(`@key(fields: "id")`)
@ObjectType({
  description: "Owned by the profiles subgraph; this subgraph adds what Lever knows of the same person.",
})
export class Profile {
  @Directive("@external")
  @Field(() => ID, { description: "The profile's id in Findem." })
  id!: string;

  @Directive("@external")
  @Field(() => [String], { nullable: true, description: "The profile's addresses." })
  emails?: readonly string[] | null;

  @Directive("@external")
  @Field(() => String, { nullable: true, description: "The LinkedIn profile." })
  linkedinUrl?: string | null;

  @Directive("@external")
  @Field(() => String, { nullable: true, description: "The GitHub profile." })
  githubUrl?: string | null;

  @Directive("@external")
  @Field(() => String, { nullable: true, description: "The profile's own address in Findem." })
  findemProfileUrl?: string | null;
}
