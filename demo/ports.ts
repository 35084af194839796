import { createServer } from "node:net";

/** Where the demo listens, when nobody else does. */
export const DEMO_PORTS = { gateway: 4000, lever: 4001, profiles: 4002, sandbox: 4003 } as const;

/** The port where it is free, else 0: any that is. */
export async function whereFree(port: number): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(0));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(port)));
  });
}
