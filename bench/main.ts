import { parseArgs } from "node:util";
import { countAll } from "./counts/count-all.js";
import { requestsOf } from "./counts/count-operation.js";
import { Product } from "./counts/product.js";
import { writeBudget } from "./counts/request-budget.js";
import { OPERATIONS } from "./operations/operations.js";

const { values } = parseArgs({ options: { update: { type: "boolean", default: false } } });
await using product = await Product.connect();
const all = await countAll(OPERATIONS, product, ({ operation, count }) =>
  process.stdout.write(`${operation.name} ${JSON.stringify(count && requestsOf(count))}\n`),
);
if (values.update) {
  await writeBudget(
    Object.fromEntries(all.flatMap(({ operation, count }) => (count ? [[operation.name, requestsOf(count)]] : []))),
  );
}
