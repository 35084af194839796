import { Field, ID, Int, ObjectType } from "type-graphql";
import type { FileLocation } from "../../file-links/file-location.js";
import { DateTime } from "../scalars/date-time.js";

@ObjectType({
  description: "A file in Lever. Its link goes to this service, which streams the file; no Lever key is in it.",
})
export class AtsFile {
  @Field(() => ID, {
    description:
      "<connection>.<opportunity>.<id> of a file; with .resume, .sent, .signed or .answer behind the id of a resume, an offer or an application's answer.",
  })
  id!: string;

  @Field(() => String, { description: "The file's name." })
  name!: string;

  @Field(() => String, { nullable: true, description: "Without the dot." })
  ext!: string | null;

  @Field(() => Int, { nullable: true, description: "Bytes." })
  size!: number | null;

  @Field(() => String, {
    nullable: true,
    description: "How far Lever is with it: processing, processed, unsupported or error.",
  })
  status!: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it came to Lever." })
  uploadedAt!: number | null;

  /** Not fields: the resolver turns them into a link. Null where the file can't be downloaded. */
  location!: FileLocation | null;
  /** An application's answer: there is a link only where that id is among the opportunity's files. */
  isAnswer!: boolean;
}
