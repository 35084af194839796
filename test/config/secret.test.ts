import { format, inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { Secret } from "../../src/config/secret.js";
import { PRODUCTION, read, SECRET } from "./support.js";

describe("a secret", () => {
  const secret = new Secret("hunter2");

  test("is told to whoever asks for it", () => {
    expect(secret.reveal()).toBe("hunter2");
  });

  test.each([
    ["in a text", `${secret}`], // eslint-disable-line @typescript-eslint/restrict-template-expressions -- the point of it
    ["joined", [secret].join(",")],
    ["as JSON", JSON.stringify({ secret })],
    ["inspected", inspect({ secret }, { showHidden: true, depth: null })],
    ["formatted", format("%s %o %j", secret, secret, secret)],
    ["spread", JSON.stringify({ ...secret })],
    ["as its entries", JSON.stringify(Object.entries(secret))],
  ])("is not shown %s", (_, shown) => {
    expect(shown).not.toContain("hunter2");
  });

  test("of a configuration is not shown with it", () => {
    const config = read({
      ...PRODUCTION,
      DATABASE_URL: "postgres://u:hunter2@db/ats",
      REDIS_URL: "redis://:hunter2@cache",
    });
    for (const shown of [JSON.stringify(config), inspect(config, { depth: null, showHidden: true })]) {
      for (const text of ["hunter2", SECRET, "metrics-token", PRODUCTION["ENCRYPTION_KEYS"]]) {
        expect(shown).not.toContain(text);
      }
    }
  });
});
