/**
 * What makes the SDL a Federation 2 subgraph's. v2.9 is the newest that @apollo/composition and
 * @theguild/federation-composition both take; @cacheControl is Apollo Server's own and stays in the subgraph.
 */
export const FEDERATION_HEADER = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@cost", "@extends", "@external", "@key", "@listSize", "@requires", "@shareable", "@tag"])
`;
