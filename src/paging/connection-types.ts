import { Directive, Field, ObjectType } from "type-graphql";
import { PageInfo } from "./page-info.js";

/** An edge as resolvers make it; an Error in place of a node fails that node alone. */
export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node | Error | null;
}

/** A page as resolvers make it. */
export interface Page<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly nodes: readonly (Node | Error | null)[];
  readonly pageInfo: PageInfo;
}

type GraphType = abstract new (...parameters: never[]) => object;

/** The Relay types of a list of `node`s: `<name>Connection` and `<name>Edge`. */
export function connectionTypes<Node extends object>(node: () => GraphType, name: string) {
  @Directive("@cacheControl(inheritMaxAge: true)")
  @ObjectType(`${name}Edge`, { description: "A row and its place in the list." })
  class NodeEdge {
    @Field(() => String, { description: "Pass it as `after` for the rows behind this one." })
    cursor!: string;

    @Field(() => node() as never, { nullable: true, description: "The row; null where it could not be read." })
    node!: Node | Error | null;
  }

  @Directive("@cacheControl(inheritMaxAge: true)")
  @ObjectType(`${name}Connection`, { description: "A page of a list." })
  class NodeConnection {
    @Field(() => [NodeEdge], { description: "The rows with their cursors." })
    edges!: readonly Edge<Node>[];

    @Field(() => [node() as never], { nullable: "items", description: "The rows alone, in the order of the edges." })
    nodes!: readonly (Node | Error | null)[];

    @Field(() => PageInfo, { description: "Where this page stands in the list." })
    pageInfo!: PageInfo;
  }

  return { Edge: NodeEdge, Connection: NodeConnection };
}
