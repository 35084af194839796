import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { AtsFile } from "../file/file.js";
import type { Opportunity } from "../opportunity/opportunity.js";

export const AtsAttachmentKind = {
  RESUME: "RESUME",
  FILE: "FILE",
  APPLICATION_ANSWER: "APPLICATION_ANSWER",
  OFFER: "OFFER",
} as const;
export type AtsAttachmentKind = keyof typeof AtsAttachmentKind;
registerEnumType(AtsAttachmentKind, {
  name: "AtsAttachmentKind",
  description: "What an attachment is.",
  valuesConfig: {
    RESUME: { description: "A resume." },
    FILE: { description: "Any other file." },
    APPLICATION_ANSWER: { description: "A file that was given as the answer to a question of the application." },
    OFFER: { description: "A document of an offer; shown to the role confidential." },
  },
});

@ObjectType({ description: "A document of a person's, in one of their candidacies." })
export class AtsAttachment {
  @Field(() => ID, { description: "The file's id." })
  id!: string;

  @Field(() => AtsAttachmentKind, { description: "What it is." })
  kind!: AtsAttachmentKind;

  @Field(() => AtsFile, { description: "The file." })
  file!: AtsFile;

  /** Not a field: the resolver turns it into `opportunity`. */
  root!: Opportunity;
}
