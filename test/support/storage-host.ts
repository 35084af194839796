import https from "node:https";
import type { AddressInfo } from "node:net";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";

/** TLS by a key that both sides have: no certificate is needed, and none has to be kept here. */
const PRE_SHARED = { identity: "test", psk: Buffer.alloc(32, 7) };
const CIPHERS = "PSK-AES256-GCM-SHA384";

/** What a client needs to speak to a {@link StorageHost}. */
export const STORAGE_TLS: https.AgentOptions = {
  ciphers: CIPHERS,
  maxVersion: "TLSv1.2",
  pskCallback: () => PRE_SHARED,
  checkServerIdentity: () => undefined,
};

/** A host over https, as storage services are where files are kept. */
export class StorageHost implements AsyncDisposable {
  readonly requests: { readonly url: string; readonly headers: IncomingHttpHeaders }[] = [];

  private constructor(private readonly server: https.Server) {}

  static async start(reply: (response: ServerResponse) => void): Promise<StorageHost> {
    const server = https.createServer({
      ciphers: CIPHERS,
      maxVersion: "TLSv1.2",
      pskCallback: (_, identity) => (identity === PRE_SHARED.identity ? PRE_SHARED.psk : null),
    });
    const host = new StorageHost(server);
    server.on("request", (request, response) => {
      host.requests.push({ url: request.url ?? "", headers: request.headers });
      reply(response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return host;
  }

  /** "localhost:PORT" */
  get host(): string {
    return `localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
