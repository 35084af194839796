const nothing = (): void => undefined;

const write = (message?: unknown): void => {
  process.stderr.write(`gateway: ${String(message)}\n`);
};

/** Only what went wrong: the demo's own lines are what is to be read. */
export const gatewayLogger = { debug: nothing, info: nothing, warn: write, error: write };
