import { Field, ID, ObjectType } from "type-graphql";
import { AtsFile } from "../file/file.js";
import { DateTime } from "../scalars/date-time.js";
import { AtsEducation } from "../work-history/education.js";
import { AtsWorkExperience } from "../work-history/work-experience.js";

@ObjectType({ description: "A resume, with what Lever read from it." })
export class AtsResume {
  @Field(() => ID, { description: "<connection>.<opportunity>.<id>" })
  id!: string;

  @Field(() => DateTime, { nullable: true, description: "When it came to Lever." })
  createdAt!: number | null;

  @Field(() => AtsFile, { nullable: true, description: "Null for a profile that was read from a page somewhere." })
  file!: AtsFile | null;

  @Field(() => [AtsWorkExperience], { description: "Positions, in the resume's order; empty where Lever read none." })
  positions!: readonly AtsWorkExperience[];

  @Field(() => [AtsEducation], { description: "Schools, in the resume's order; empty where Lever read none." })
  schools!: readonly AtsEducation[];
}
