import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import type { ConnectionRecord } from "../../store/store.js";
import { KEY_BY_ID } from "../directives.js";
import { DateTime } from "../scalars/date-time.js";

export const AtsProvider = { LEVER: "LEVER" } as const;
export type AtsProvider = keyof typeof AtsProvider;
registerEnumType(AtsProvider, {
  name: "AtsProvider",
  description: "The applicant tracking system behind a connection.",
  valuesConfig: { LEVER: { description: "Lever." } },
});

export const AtsConnectionStatus = {
  CHECKING: "CHECKING",
  ACTIVE: "ACTIVE",
  MISSING_PERMISSIONS: "MISSING_PERMISSIONS",
  INVALID_CREDENTIALS: "INVALID_CREDENTIALS",
  SECRET_UNREADABLE: "SECRET_UNREADABLE",
  DISABLED: "DISABLED",
} as const;
export type AtsConnectionStatus = keyof typeof AtsConnectionStatus;
registerEnumType(AtsConnectionStatus, {
  name: "AtsConnectionStatus",
  description: "How a connection is.",
  valuesConfig: {
    CHECKING: { description: "The first check has not ended yet." },
    ACTIVE: { description: "The key works and no required permission is known to be missing." },
    MISSING_PERMISSIONS: { description: "The key works, but at least one required permission is missing." },
    INVALID_CREDENTIALS: { description: "Lever answered 401 to the key." },
    SECRET_UNREADABLE: { description: "The stored key can't be opened with the key ring." },
    DISABLED: { description: "Switched off by an admin: nothing is sent to Lever." },
  },
});

@ObjectType({ description: "What is left of Lever's request budget for the connection's key." })
export class AtsRateBudget {
  @Field(() => Float, { description: "Lever's limit, or less while Lever refuses requests." })
  requestsPerSecond!: number;

  @Field(() => Int, { description: "The most that may be sent at once." })
  burst!: number;

  @Field(() => Float, { description: "What may be sent just now." })
  available!: number;

  @Field(() => Int, { description: "Requests that wait for their turn." })
  queued!: number;
}

@ObjectType({ description: "What the caller is to a connection." })
export class AtsViewer {
  @Field(() => [String], { description: "The caller's roles, with those they include." })
  roles!: readonly string[];

  /** Not a field: the resolver turns it into `performAs`. */
  connectionId!: string;
}

@Directive(KEY_BY_ID)
@Directive("@cacheControl(maxAge: 5, scope: PRIVATE)")
@ObjectType({ description: "A Findem account's link to one Lever account." })
export class AtsConnection {
  @Field(() => ID, { description: "Stable; the first part of every id that is read through it." })
  id!: string;

  @Field(() => AtsProvider, { description: "The system behind it." })
  provider!: AtsProvider;

  @Field(() => String, { description: "As the admin named it." })
  name!: string;

  @Field(() => Boolean, { description: "False where an admin switched it off." })
  enabled!: boolean;

  @Field(() => String, { description: "The last four characters of the API key; the key itself is never returned." })
  apiKeyHint!: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "True when the key may read confidential postings, opportunities and requisitions; null before the first check. When false, they are in no list and no count, and null by their ids: Lever gives the access only while a key is made, it is no permission that could be ticked later.",
  })
  confidentialAccess!: boolean | null;

  @Field(() => DateTime, { description: "When it was connected." })
  createdAt!: number;

  @Field(() => DateTime, { description: "When anything of it last changed." })
  updatedAt!: number;

  @Field(() => DateTime, { nullable: true, description: "When the key was last checked against Lever." })
  lastVerifiedAt!: number | null;

  /** Not a field: what the resolvers work with. */
  record!: ConnectionRecord;
}
