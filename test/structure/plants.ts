/** One import that a rule of .dependency-cruiser.cjs is there for; or, where `rule` is null, one that is fine. */
export interface Plant {
  readonly rule: string | null;
  /** The file that imports, from the root of the repository. */
  readonly from: string;
  /** The file or package that is imported; null for a file that imports nothing. */
  readonly to: string | null;
}

const forbidden = (rule: string, from: string, to: string | null): Plant => ({ rule, from, to });
const fine = (from: string, to: string | null): Plant => ({ rule: null, from, to });

/** At least one for every rule that is not made of the table, and what lies just on the right side of it. */
export const PLANTS: readonly Plant[] = [
  forbidden("no-folder-outside-the-table", "src/elsewhere/place.ts", "src/time/clock.ts"),
  fine("src/service/service.ts", "src/graph/slices.ts"),
  fine("src/main.ts", "src/service/service.ts"),

  forbidden("nothing-imports-a-program", "src/service/restart.ts", "src/main.ts"),
  forbidden("nothing-imports-a-program", "src/main.ts", "src/rotate-keys.ts"),
  forbidden("lever-imports-no-graphql", "src/lever/query-language.ts", "graphql"),
  fine("src/graph/scalar.ts", "graphql"),

  forbidden("federation-sees-no-slice", "src/federation/peek.ts", "src/graph/posting/posting.ts"),
  fine("src/federation/subgraph.ts", "src/graph/slice.ts"),

  forbidden("slices-meet-at-types-and-loaders", "src/graph/user/user.ts", "src/graph/posting/posting.resolver.ts"),
  fine("src/graph/user/user.resolver.ts", "src/graph/posting/posting.loader.ts"),
  fine("src/graph/user/user-postings.resolver.ts", "src/graph/posting/posting.ts"),
  fine("src/graph/posting/index.ts", "src/graph/posting/posting.resolver.ts"),

  forbidden("wire-stops-at-the-loader", "src/graph/posting/posting.resolver.ts", "src/graph/posting/posting.wire.ts"),
  forbidden("wire-stops-at-the-loader", "src/http/leak.ts", "src/graph/posting/posting.wire.ts"),
  fine("src/graph/posting/posting.loader.ts", "src/graph/posting/posting.wire.ts"),
  fine("src/graph/posting/posting.mapper.ts", "src/graph/posting/posting.wire.ts"),
  fine("src/graph/posting/posting.lever.ts", "src/graph/posting/posting.wire.ts"),

  forbidden(
    "endpoints-are-called-by-loaders",
    "src/graph/posting/early.resolver.ts",
    "src/graph/posting/posting.lever.ts",
  ),
  fine("src/graph/posting/close-posting.mutation.ts", "src/graph/posting/posting.lever.ts"),

  forbidden(
    "mutations-are-reached-through-their-index",
    "src/graph/user/borrow.loader.ts",
    "src/graph/posting/close-posting.mutation.ts",
  ),
  fine("src/graph/user/index.ts", "src/graph/user/rename-user.mutation.ts"),

  forbidden("slices-are-registered-in-one-list", "src/graph/second-list.ts", "src/graph/posting/index.ts"),
  fine("src/graph/slices.ts", "src/graph/posting/index.ts"),
  forbidden("the-list-of-slices-is-for-the-composition-root", "src/graph/all.ts", "src/graph/slices.ts"),

  forbidden("sandbox-is-a-second-opinion", "sandbox/shortcut.ts", "src/lever/wire.ts"),
  fine("test/lever.test.ts", "src/lever/wire.ts"),
  fine("test/sandbox.test.ts", "sandbox/main.ts"),
  forbidden("product-imports-no-test", "src/time/doubled.ts", "test/support/manual-clock.ts"),
  forbidden("product-imports-no-test", "sandbox/load.ts", "bench/load.ts"),
  forbidden("product-imports-no-test", "src/service/show.ts", "demo/main.ts"),
  forbidden("src-imports-no-sandbox", "src/service/pretend.ts", "sandbox/main.ts"),
  fine("demo/main.ts", "sandbox/main.ts"),

  forbidden("no-dev-dependency-in-src", "src/service/tester.ts", "vitest"),
  fine("test/tester.test.ts", "vitest"),

  forbidden("no-cycles", "src/time/hen.ts", "src/time/egg.ts"),
  forbidden("no-cycles", "src/time/egg.ts", "src/time/hen.ts"),
  forbidden("no-dumping-ground", "src/time/hurry.ts", "src/time/utils.ts"),
  forbidden("no-dumping-ground", "src/time/haste.ts", "src/time/helpers/haste.ts"),
  fine("src/paging/page.ts", "src/paging/connection-types.ts"),
  forbidden("no-unresolvable", "src/time/lost.ts", "src/time/nowhere.ts"),
  forbidden("no-orphans", "src/time/lonely.ts", null),
];
