import { Directive, Field, ObjectType } from "type-graphql";

@Directive("@shareable")
@ObjectType({ description: "Where a page of a list stands." })
export class PageInfo {
  @Field(() => Boolean, { description: "True where more rows follow; a page may hold fewer rows than were asked for." })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "True where `after` was given. Lists go forward only." })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "The first edge's cursor; null on an empty page." })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "Pass it as `after` for what follows." })
  endCursor!: string | null;
}
