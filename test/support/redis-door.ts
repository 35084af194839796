import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { RedisServer } from "./redis.js";

/** An address of a test's Redis for those who take only a URL: a loopback port that leads to its socket. */
export class RedisDoor implements AsyncDisposable {
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async open({ clientOptions }: RedisServer): Promise<RedisDoor> {
    const { path } = clientOptions.socket as { readonly path: string };
    const server = createServer();
    const door = new RedisDoor(server);
    server.on("connection", (outside) => door.#join(outside, connect(path)));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return door;
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
    await once(this.server, "close");
  }

  #join(outside: Socket, inside: Socket): void {
    for (const [one, other] of [
      [outside, inside],
      [inside, outside],
    ] as const) {
      this.#sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
