import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";

/* The types that the operations ask for, as a tutorial of type-graphql would write them. */

const Origin = {
  AGENCY: "AGENCY",
  APPLIED: "APPLIED",
  INTERNAL: "INTERNAL",
  REFERRED: "REFERRED",
  SOURCED: "SOURCED",
  UNIVERSITY: "UNIVERSITY",
} as const;
registerEnumType(Origin, { name: "OpportunityOrigin" });

const ApplicationType = { POSTING: "POSTING", REFERRAL: "REFERRAL", USER: "USER" } as const;
registerEnumType(ApplicationType, { name: "AtsApplicationType" });

@Directive('@key(fields: "id")')
@ObjectType()
export class AtsStage {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  name!: string | null;
}

@Directive('@key(fields: "id")')
@ObjectType()
export class AtsUser {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => String, { nullable: true })
  email!: string | null;
}

@Directive('@key(fields: "id")')
@ObjectType()
export class Candidate {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => [String], { nullable: true })
  emails!: readonly string[] | null;

  @Field(() => String, { nullable: true })
  linkedinUrl!: string | null;
}

@ObjectType()
export class AtsApplication {
  @Field(() => ID)
  id!: string;

  @Field(() => ApplicationType, { nullable: true })
  type!: string | null;

  @Field(() => Date, { nullable: true })
  createdAt!: Date | null;

  @Field(() => String, { nullable: true })
  company!: string | null;
}

@Directive('@key(fields: "id")')
@ObjectType()
export class Opportunity {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => String, { nullable: true })
  headline!: string | null;

  @Field(() => Origin, { nullable: true })
  origin!: string | null;

  @Field(() => [String])
  tags!: readonly string[];

  @Field(() => Date)
  createdAt!: Date;

  /** Not fields. */
  stageId!: string;
  ownerId!: string | null;
  applicationId!: string | null;
}

@ObjectType()
export class OpportunityEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => Opportunity, { nullable: true })
  node!: Opportunity | null;
}

@ObjectType()
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

@ObjectType()
export class OpportunityConnection {
  @Field(() => [OpportunityEdge])
  edges!: readonly OpportunityEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

@Directive('@key(fields: "id")')
@ObjectType()
export class AtsConnection {
  @Field(() => ID)
  id!: string;
}
