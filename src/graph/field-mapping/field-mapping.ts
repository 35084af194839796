import { Field, ObjectType } from "type-graphql";

@ObjectType({ description: "One row of the table that says which field of the ATS fills which Findem field." })
export class AtsFieldMapping {
  @Field(() => String, { description: "The field in Findem, by its name on `Candidate`." })
  findemField!: string;

  @Field(() => String, { description: "What in Lever holds it." })
  atsObject!: string;

  @Field(() => String, { nullable: true, description: "Its field there; null where Lever has no field for it." })
  atsField!: string | null;

  @Field(() => Boolean, { description: "Whether Findem writes it back." })
  writable!: boolean;
}

/** What Lever has a field for, and so is written back. Findem help, "Lever ATS Integration Admin Setup Instructions". */
const MAPPED: readonly (readonly [findemField: string, atsField: string])[] = [
  ["name", "name"],
  ["title", "headline"],
  ["emails", "emails"],
  ["tags", "tags"],
  ["attachments", "applications, resumes, files"],
  ["notes", "notes"],
  ["linkedinUrl", "links"],
  ["githubUrl", "links"],
  ["findemProfileUrl", "links"],
];

/**
 * What Lever has no field for: filled from the contact's location, parsed resumes, applications and the opportunities'
 * own history where Lever has them, and never written.
 */
const UNMAPPED: readonly string[] = ["workExperience", "company", "location", "education", "activityFeed"];

/** The table of Findem's setup page, the same for every connection to Lever. */
export const FIELD_MAPPING: readonly AtsFieldMapping[] = [
  ...MAPPED.map(([findemField, atsField]) => ({ findemField, atsObject: "Opportunity", atsField, writable: true })),
  ...UNMAPPED.map((findemField) => ({ findemField, atsObject: "Opportunity", atsField: null, writable: false })),
];
