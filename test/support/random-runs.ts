import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** How tests with random inputs run: vitest.config.ts says how to have others, or more. */
    random: { readonly seed: number; readonly factor: number };
  }
}

/** For fast-check: the same inputs each time, `usual` of them, or as many times more as was asked for. */
export function randomRuns(usual: number): { readonly seed: number; readonly numRuns: number } {
  const { seed, factor } = inject("random");
  return { seed, numRuns: Math.ceil(usual * factor) };
}
