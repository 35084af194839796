import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createDigester } from "../../src/vault/digester.js";

describe("a digest", () => {
  const secret = randomBytes(32);
  const digester = createDigester(secret);

  test("is the same for the same text, in another process as well", () => {
    expect(createDigester(Buffer.from(secret)).digest("email", "ada@example.com")).toBe(
      digester.digest("email", "ada@example.com"),
    );
    expect(digester.digest("email", "ada@example.com")).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test("is another one for another text, purpose or secret", () => {
    const digests = [
      digester.digest("email", "ada@example.com"),
      digester.digest("email", "ada@example.org"),
      digester.digest("link", "ada@example.com"),
      createDigester(randomBytes(32)).digest("email", "ada@example.com"),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });

  test("does not take the end of the purpose for the beginning of the text", () => {
    expect(digester.digest("email", "x")).not.toBe(digester.digest("emai", "lx"));
    expect(digester.digest("email", "")).not.toBe(digester.digest("", "email"));
  });

  test("refuses two texts that would become the same bytes", () => {
    expect(() => digester.digest("email", "\ud800")).toThrow(TypeError);
  });

  test("needs a secret of 32 bytes", () => {
    expect(() => createDigester(randomBytes(31))).toThrow("A digester's secret has at least 32 bytes");
  });
});
