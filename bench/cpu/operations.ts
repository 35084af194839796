/** An operation as it is sent: to both servers in the same words. */
export interface BenchOperation {
  readonly name: string;
  /** What has to be reached: our throughput as a multiple of the rival's. */
  readonly floor: number;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Rows of the page, the most that one of Lever's holds. */
const PAGE_ROWS = 100;

const PAGE = `query Page($connection: ID!, $first: Int!) {
  atsConnection(id: $connection) {
    id
    opportunities(first: $first) {
      edges {
        cursor
        node {
          id
          name
          headline
          origin
          tags
          createdAt
          stage { id name }
          owner { id name email }
          candidate { id name emails linkedinUrl }
          application { id type createdAt company }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

const ENTITIES = `query Entities($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Opportunity {
      id
      name
      createdAt
      stage { id name }
      owner { id name }
    }
  }
}`;

/** Nothing is resolved: what remains is what a server does around an operation. */
export const TRIVIAL: BenchOperation = { name: "trivial query", floor: 0.9, query: "{ __typename }", variables: {} };

/** A page of opportunities with everything that hangs on a row. */
export function pageOperation(connection: string): BenchOperation {
  return {
    name: `page of ${PAGE_ROWS} edges`,
    floor: 1.5,
    query: PAGE,
    variables: { connection, first: PAGE_ROWS },
  };
}

/** What a gateway asks when it joins rows of another subgraph's with ours. */
export function entitiesOperation(ids: readonly string[]): BenchOperation {
  return {
    name: `_entities, ${ids.length} representations`,
    floor: 1.5,
    query: ENTITIES,
    variables: { representations: ids.map((id) => ({ __typename: "Opportunity", id })) },
  };
}
