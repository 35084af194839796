import process from "node:process";
import { defineConfig } from "vitest/config";

/** Tests with random inputs are the same each time; by hand, other ones or many more: FUZZ_SEED=1 FUZZ_FACTOR=50. */
const random = {
  seed: Number(process.env["FUZZ_SEED"] ?? 20_261_125),
  factor: Number(process.env["FUZZ_FACTOR"] ?? 1),
};

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
    provide: { random },
    globalSetup: ["test/support/postgres-global-setup.ts"],
    testTimeout: 30_000 * Math.max(1, random.factor),
    hookTimeout: 60_000,
  },
});
