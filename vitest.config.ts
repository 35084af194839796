import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    // Vite takes graphql's ES module entry and Node its CommonJS one: every schema would then come "from another
    // module or realm". One entry for both cures it.
    alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }],
  },
  test: {
    include: ["test/**/*.test.ts"],
    // type-graphql reads the Reflect metadata polyfill when the first decorator runs.
    setupFiles: ["reflect-metadata"],
    globalSetup: ["test/support/postgres-global-setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
