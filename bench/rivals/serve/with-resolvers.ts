/** Grafast takes it from the platform, which has it from Node 22 on. */
interface Resolvers<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: PromiseLike<Value> | Value) => void;
  readonly reject: (reason?: unknown) => void;
}

const withResolvers = <Value>(): Resolvers<Value> => {
  let resolve!: Resolvers<Value>["resolve"];
  let reject!: Resolvers<Value>["reject"];
  const promise = new Promise<Value>((settle, fail) => {
    [resolve, reject] = [settle, fail];
  });
  return { promise, resolve, reject };
};

if (!("withResolvers" in Promise)) Object.assign(Promise, { withResolvers });
