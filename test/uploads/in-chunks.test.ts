import { expect, test } from "vitest";
import { inChunks } from "../../src/uploads/in-chunks.js";

async function* pieces(...sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let next = 0;
  for (const size of sizes) yield Uint8Array.from({ length: size }, () => next++);
}

test.each([
  ["none", [], []],
  ["empty ones", [0, 0], []],
  ["small ones", [1, 1, 1, 1, 1], [4, 1]],
  ["those that fit", [4, 4], [4, 4]],
  ["a large one", [11], [4, 4, 3]],
  ["some of each", [3, 0, 6, 1, 2], [4, 4, 4]],
])("pieces of any sizes become chunks of one: %s", async (_, sizes, expected) => {
  const chunks: number[][] = [];
  for await (const chunk of inChunks(pieces(...sizes), 4)) chunks.push([...chunk]);
  expect(chunks.map(({ length }) => length)).toEqual(expected);
  expect(chunks.flat()).toEqual(Array.from({ length: sizes.reduce((sum, size) => sum + size, 0) }, (_, at) => at));
});
