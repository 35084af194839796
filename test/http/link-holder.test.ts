import type { FastifyRequest } from "fastify";
import { describe, expect, test } from "vitest";
import type { Identity } from "../../src/caller/identity.js";
import { createFileLinks } from "../../src/file-links/file-links.js";
import { openedLink } from "../../src/http/files/link-holder.js";
import { createVault } from "../../src/vault/ring-vault.js";
import { ManualClock } from "../support/manual-clock.js";

const fileLinks = createFileLinks({
  signer: createVault([{ id: "k1", key: Buffer.alloc(32, 1) }]),
  publicUrl: () => "https://ats.example.com",
  clock: new ManualClock(),
});
const { url } = fileLinks.create("acme", { connectionId: "c1", opportunityId: "o1", kind: "file", id: "f1" });
const token = url.split("/files/")[1]!;

const callerOf = (accountId: string): Identity => ({
  kind: "caller",
  caller: { accountId, userId: null, email: null, roles: new Set() },
});
const REFUSED: Identity = { kind: "refused", status: 401, reason: "expired" };

/** Whether the link opens for a request with those headers, which identify as that. */
async function opens(
  callerHeader: "authorization" | "x-account-id",
  headers: Readonly<Record<string, string>>,
  identity: Identity,
): Promise<boolean> {
  const authenticator = { identify: () => Promise.resolve(identity) };
  const request = { headers, raw: { headers } } as unknown as FastifyRequest;
  return (await openedLink(token, request, { fileLinks, authenticator, callerHeader })) !== null;
}

describe("a link opens", () => {
  test("for a browser that sends nothing, whoever that would be taken for", async () => {
    expect(await opens("x-account-id", {}, callerOf("demo"))).toBe(true);
    expect(await opens("authorization", {}, REFUSED)).toBe(true);
  });

  test("for a caller of its own account", async () => {
    expect(await opens("x-account-id", { "x-account-id": "acme" }, callerOf("acme"))).toBe(true);
    expect(await opens("authorization", { authorization: "Bearer a" }, callerOf("acme"))).toBe(true);
  });

  test("with a caller's token that has expired: the link is enough", async () => {
    expect(await opens("authorization", { authorization: "Bearer a" }, REFUSED)).toBe(true);
  });

  test("whatever a header says that names no caller in this mode", async () => {
    expect(await opens("authorization", { "x-account-id": "globex" }, callerOf("globex"))).toBe(true);
    expect(await opens("x-account-id", { authorization: "Basic eDp5" }, callerOf("demo"))).toBe(true);
  });
});

describe("a link does not open", () => {
  test("for a caller of another account", async () => {
    expect(await opens("x-account-id", { "x-account-id": "globex" }, callerOf("globex"))).toBe(false);
    expect(await opens("authorization", { authorization: "Bearer b" }, callerOf("globex"))).toBe(false);
  });

  test("for whoever names another account and can't prove it", async () => {
    expect(await opens("x-account-id", { "x-account-id": "globex" }, REFUSED)).toBe(false);
  });
});
