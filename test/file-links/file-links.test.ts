import { beforeEach, describe, expect, test } from "vitest";
import type { FileLocation } from "../../src/file-links/file-location.js";
import { createFileLinks, type FileLinks } from "../../src/file-links/file-links.js";
import { createCursorCodec } from "../../src/paging/cursor.js";
import { createVault } from "../../src/vault/ring-vault.js";
import { ManualClock } from "../support/manual-clock.js";

const LOCATION: FileLocation = { connectionId: "c1", opportunityId: "o1", kind: "file", id: "f1" };
const FIVE_MINUTES_MS = 5 * 60_000;

const vault = createVault([{ id: "k1", key: Buffer.alloc(32, 1) }]);
let clock: ManualClock;
let links: FileLinks;

beforeEach(() => {
  clock = new ManualClock();
  links = createFileLinks({ signer: vault, publicUrl: () => "https://ats.example.com", clock });
});

function tokenOf(accountId = "acme", location = LOCATION): string {
  return links.create(accountId, location).url.split("/files/")[1]!;
}

/** A token of that content, signed by the very same vault. */
function signed(content: unknown, purpose = "file-link"): string {
  const payload = Buffer.from(typeof content === "string" ? content : JSON.stringify(content)).toString("base64url");
  return `${payload}.${vault.sign(purpose, payload)}`;
}

describe("a link", () => {
  test("stands below the public address and is good for five minutes", () => {
    const { url, expiresAt } = links.create("acme", LOCATION);
    expect(url).toMatch(/^https:\/\/ats\.example\.com\/files\/[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);
    expect(expiresAt).toBe(clock.epochMs() + FIVE_MINUTES_MS);
  });

  test.each<FileLocation>([
    LOCATION,
    { ...LOCATION, kind: "resume" },
    { ...LOCATION, kind: "offer", document: "sent" },
    { ...LOCATION, kind: "offer", document: "signed" },
  ])("opens what it was made for: %o", (location) => {
    expect(links.open(tokenOf("acme", location))).toEqual({ accountId: "acme", location });
  });

  test("says account, place and time, and nothing else", () => {
    const [payload] = tokenOf().split(".");
    const parts: unknown = JSON.parse(Buffer.from(payload!, "base64url").toString());
    expect(parts).toEqual(["acme", "c1", "o1", "file", "f1", null, clock.epochMs() + FIVE_MINUTES_MS]);
  });

  test("opens until its last millisecond, and not in the next", async () => {
    const token = tokenOf();
    await clock.advance(FIVE_MINUTES_MS - 1);
    expect(links.open(token)).not.toBeNull();
    await clock.advance(1);
    expect(links.open(token)).toBeNull();
  });

  test("opens after a new key was put first in the ring, as long as the old one is in it", () => {
    const token = tokenOf();
    const ringOf = (...ids: number[]) => createVault(ids.map((id) => ({ id: `k${id}`, key: Buffer.alloc(32, id) })));
    const open = (signer: ReturnType<typeof ringOf>) =>
      createFileLinks({ signer, publicUrl: () => "", clock }).open(token);
    expect(open(ringOf(2, 1))).not.toBeNull();
    expect(open(ringOf(2))).toBeNull();
  });
});

describe("nothing is opened by", () => {
  const later = Date.UTC(2100, 0, 1);
  const whole = ["acme", "c1", "o1", "file", "f1", null, later];

  test("a payload that another one's signature is put to", () => {
    const [payload] = tokenOf("globex").split(".");
    const [, signature] = tokenOf("acme").split(".");
    expect(links.open(`${payload}.${signature}`)).toBeNull();
  });

  test("a signature of the same vault for another purpose", () => {
    expect(links.open(signed(whole))).not.toBeNull();
    for (const purpose of ["cursor", "upload-link", ""]) expect(links.open(signed(whole, purpose))).toBeNull();
    const cursor = createCursorCodec(vault).encode("", { offset: null, rowId: "f1", index: 0 });
    expect(links.open(cursor)).toBeNull();
  });

  test.each([
    ["no text", ""],
    ["a dot", "."],
    ["a payload without a signature", signed(whole).split(".")[0]!],
    ["one part too many", `${signed(whole)}.x`],
    ["a text without end", `${"a".repeat(3_000)}.${"b".repeat(43)}`],
  ])("%s", (_, token) => {
    expect(links.open(token)).toBeNull();
  });

  test.each([
    ["no JSON", "{"],
    ["no list", { accountId: "acme" }],
    ["too few parts", whole.slice(1)],
    ["an unknown kind", whole.with(3, "note")],
    ["an unknown document", whole.with(5, "draft")],
    ["an account that is no text", whole.with(0, null)],
    ["a time that is no number", whole.with(6, "later")],
  ])("a rightly signed payload that holds %s", (_, content) => {
    expect(links.open(signed(content))).toBeNull();
  });
});
