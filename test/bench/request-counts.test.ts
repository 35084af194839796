import { afterAll, beforeAll, expect, test } from "vitest";
import { countOperation, requestsOf } from "../../bench/counts/count-operation.js";
import { Product } from "../../bench/counts/product.js";
import { deviations, readBudget } from "../../bench/counts/request-budget.js";
import { PHASES } from "../../bench/operations/operation.js";
import { OPERATIONS } from "../../bench/operations/operations.js";

let product: Product;
beforeAll(async () => void (product = await Product.connect()));
afterAll(() => product[Symbol.asyncDispose]());

test.each(OPERATIONS)("$name costs as many requests as bench/budget.json says: $title", async (operation) => {
  const counted = await countOperation(operation, product, 1);
  const { [operation.name]: allowed } = await readBudget();
  expect(allowed).toBeDefined();
  expect(deviations({ [operation.name]: requestsOf(counted) }, { [operation.name]: allowed! })).toEqual([]);
  // A count below what is possible would be a fault of the count.
  for (const phase of PHASES) expect(counted[phase].requests).toBeGreaterThanOrEqual(counted[phase].fewest);
});

test("bench/budget.json speaks of the operations that are measured, and of no other", async () => {
  expect(Object.keys(await readBudget())).toEqual(OPERATIONS.map(({ name }) => name));
});
