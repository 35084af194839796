import { Field, ID, Int, ObjectType } from "type-graphql";
import { DateTime } from "../scalars/date-time.js";

@ObjectType({ description: "A reply in a note's thread." })
export class AtsNoteComment {
  @Field(() => String, { description: "What was written." })
  text!: string;

  @Field(() => Int, { nullable: true, description: "1 (strong no) to 4 (strong yes); null where none was given." })
  score!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When it was written." })
  createdAt!: number | null;

  /** Not fields: the resolver turns them into `author`. */
  connectionId!: string;
  authorExternalId!: string | null;
}

@ObjectType({
  description:
    "A note on a candidacy. text, score and author are those of the note itself; comments are the replies in its thread, oldest first.",
})
export class AtsNote {
  @Field(() => ID, { description: "<connection>.<opportunity>.<id>" })
  id!: string;

  @Field(() => String, { description: "What was written." })
  text!: string;

  @Field(() => Boolean, {
    description: "Seen only by people with access to sensitive information. Needs the role confidential when true.",
  })
  secret!: boolean;

  @Field(() => Int, { nullable: true, description: "1 (strong no) to 4 (strong yes); null where none was given." })
  score!: number | null;

  @Field(() => [AtsNoteComment], { description: "The replies, oldest first." })
  comments!: readonly AtsNoteComment[];

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Lever lets the API change only notes that the API made: true for those written from here, null where unknown.",
  })
  editable!: boolean | null;

  @Field(() => DateTime, { nullable: true, description: "When it was written." })
  createdAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When it was submitted." })
  completedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "Null: deleted notes are left out." })
  deletedAt!: number | null;

  /** Not fields: the resolver turns them into `author`. */
  connectionId!: string;
  authorExternalId!: string | null;
}
