/** An operation that the playground opens in a tab of its own. */
export interface ExampleOperation {
  readonly query: string;
  /** JSON. */
  readonly variables?: string;
}

/** What somebody who looks around would want to try first; each runs as it is once a connection is made. */
export const EXAMPLE_OPERATIONS: readonly ExampleOperation[] = [
  {
    query: `# Who is connected, and how is it?
query Connections {
  atsConnections {
    id
    name
    status
    apiKeyHint
    confidentialAccess
    rateBudget { available burst queued }
  }
}
`,
  },
  {
    query: `# Connects a Lever account. The key is sealed and never returned.
mutation Connect($input: ConnectLeverInput!) {
  connectLever(input: $input) {
    connection { id name status }
    userErrors { code message path }
  }
}
`,
    variables: JSON.stringify({ input: { name: "Lever", apiKey: "paste it here" } }, null, 2),
  },
  {
    query: `# The newest active candidacies of every connection. Add the header {"x-lever-report": "1"} to see what it cost.
query Pipeline {
  atsConnections {
    name
    opportunities(first: 20, filter: { archived: false }) {
      nodes {
        id
        name
        stage { name }
        owner { name email }
        application { posting { title location } }
        candidate { emails linkedinUrl }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}
`,
  },
  {
    query: `# Who of these people is in Lever?
query Match($emails: [String!]) {
  matchAtsCandidates(emails: $emails) {
    matchedBy
    candidate {
      name
      title
      opportunities { stage { name } archive { reason { name } } createdAt }
    }
  }
}
`,
    variables: JSON.stringify({ emails: ["priya.raman@example.test"] }, null, 2),
  },
  {
    query: `# What an admin maps: Lever's stages onto Findem's.
query Mapping {
  atsConnections {
    stages { id name index findemStage { name } }
    archiveReasons { id name type active }
    stageMapping {
      version
      proposed
      inboundStages { name }
      findemStages { id name slaDays stages { name } }
    }
  }
}
`,
  },
];
