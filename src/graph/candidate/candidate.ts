import { Directive, Field, ID, ObjectType } from "type-graphql";
import { AtsPhone } from "../contact-details/phone.js";
import { KEEP_LIVE, KEY_BY_EXTERNAL_ID, KEY_BY_ID } from "../directives.js";
import { DateTime } from "../scalars/date-time.js";

@Directive(KEY_BY_ID)
@Directive(KEY_BY_EXTERNAL_ID)
@Directive(KEEP_LIVE)
@ObjectType({ description: "A person in Lever (a Lever contact), over all of their opportunities." })
export class Candidate {
  @Field(() => ID, { description: "<connection>.<contact>" })
  id!: string;

  @Field(() => ID, { description: "The connection it is read through." })
  connectionId!: string;

  @Field(() => ID, { description: "The contact's id in Lever." })
  externalId!: string;

  @Field(() => String, { nullable: true, description: "Full name; empty where the person was anonymised." })
  name!: string | null;

  @Field(() => String, { nullable: true, description: "Lever's headline: usually previous employers or schools." })
  title!: string | null;

  @Field(() => [String], { nullable: true, description: "The person's addresses." })
  emails!: readonly string[] | null;

  @Field(() => [AtsPhone], { nullable: true, description: "The person's telephone numbers." })
  phones!: readonly AtsPhone[] | null;

  @Field(() => String, { nullable: true, description: "Where the person lives." })
  location!: string | null;

  @Field(() => [String], { nullable: true, description: "The person's links, exactly as they are in Lever." })
  links!: readonly string[] | null;

  @Field(() => String, {
    nullable: true,
    description: "From the links, in canonical form, e.g. https://www.linkedin.com/in/jane-doe",
  })
  linkedinUrl!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "From the links, in canonical form, e.g. https://github.com/janedoe",
  })
  githubUrl!: string | null;

  @Field(() => String, { nullable: true, description: "From the links: the person's profile in Findem." })
  findemProfileUrl!: string | null;

  @Field(() => Boolean, { nullable: true, description: "True where the person's data was removed on request." })
  isAnonymized!: boolean | null;

  @Field(() => DateTime, { nullable: true, description: "When what is shown here was read from Lever." })
  fetchedAt!: number | null;
}
