import { spawnSync } from "node:child_process";
import { Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { Secret } from "../../src/config/secret.js";
import { createLogger, type Logger, type LogLevel } from "../../src/observability/logger.js";

class Lines extends Writable {
  text = "";

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString("utf8");
    done();
  }

  get all(): readonly Record<string, unknown>[] {
    return this.text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}

function logging(level: LogLevel = "debug"): { readonly logger: Logger; readonly lines: Lines } {
  const lines = new Lines();
  return { logger: createLogger({ level, name: "subgraph", destination: lines }), lines };
}

describe("a logger", () => {
  test("writes a line of JSON with level, time, name, fields and message", () => {
    const { logger, lines } = logging();
    logger.info({ operation: "Pipeline", ms: 12 }, "an operation ended");
    expect(lines.all).toEqual([
      {
        level: "info",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
        name: "subgraph",
        operation: "Pipeline",
        ms: 12,
        msg: "an operation ended",
      },
    ]);
  });

  test.each([
    ["debug", ["debug", "info", "warn", "error"]],
    ["warn", ["warn", "error"]],
    ["silent", []],
  ] as const)("at the level %s writes what is as severe", (level, expected) => {
    const { logger, lines } = logging(level);
    logger.debug({}, "m");
    logger.info({}, "m");
    logger.warn({}, "m");
    logger.error({}, "m");
    expect(lines.all.map((line) => line["level"])).toEqual(expected);
  });

  test.each([
    "authorization",
    "Authorization",
    "router-authorization",
    "cookie",
    "set-cookie",
    "apiKey",
    "api_key",
    "x-api-key",
    "secret",
    "clientSecret",
    "token",
    "accessToken",
    "signatureToken",
    "password",
    "dbPassword",
    "credential",
    "encryptionKeys",
  ])("leaves out what is under %s, however deep", (key) => {
    const { logger, lines } = logging();
    const fields = { [key]: "hunter2", a: { [key]: { value: "hunter2" }, b: [{ c: { d: { [key]: ["hunter2"] } } }] } };
    logger.error(fields, "m");
    expect(lines.text).not.toContain("hunter2");
    expect(lines.all[0]).toMatchObject({ [key]: "[redacted]", a: { b: [{ c: { d: { [key]: "[redacted]" } } }] } });
    expect(fields.a.b[0]).toEqual({ c: { d: { [key]: ["hunter2"] } } });
  });

  test("leaves out what an error carries along", () => {
    const { logger, lines } = logging();
    const cause = Object.assign(new Error("refused"), { headers: { authorization: "hunter2" } });
    logger.error({ error: new Error("no answer", { cause }), nested: { cause } }, "m");
    expect(lines.text).not.toContain("hunter2");
    expect(lines.all[0]).toMatchObject({
      error: { type: "Error", message: "no answer: refused" },
      nested: { cause: { message: "refused", headers: { authorization: "[redacted]" } } },
    });
  });

  test("shows no secret of the configuration and no bytes", () => {
    const { logger, lines } = logging();
    logger.info({ config: { url: new Secret("hunter2") }, key: Buffer.from("hunter2") }, "m");
    expect(lines.all[0]).toMatchObject({ config: { url: "[secret]" }, key: "[7 bytes]" });
  });

  test("keeps what is no secret, dates and addresses included", () => {
    const { logger, lines } = logging();
    logger.info({ at: new Date(0), url: new URL("https://a.example/"), list: [1, null, "x"], keys: 2 }, "m");
    expect(lines.all[0]).toMatchObject({
      at: "1970-01-01T00:00:00.000Z",
      url: "https://a.example/",
      list: [1, null, "x"],
      keys: 2,
    });
  });

  test("ends where fields don't: in a circle, or too deep", () => {
    const { logger, lines } = logging();
    const circle: Record<string, unknown> = { name: "circle" };
    circle["self"] = circle;
    let deep: object = { token: "hunter2" };
    for (let level = 0; level < 50; level++) deep = { deep };
    logger.info({ circle, deep, ...circle }, "m");
    expect(lines.text).toContain("[circular]");
    expect(lines.text).toContain("[deep]");
    expect(lines.text).not.toContain("hunter2");
  });

  test("leaves standard output to others", () => {
    const source = new URL("../../src/observability/logger.ts", import.meta.url).href;
    const script = `import { createLogger } from ${JSON.stringify(source)};
      createLogger({ level: "info", name: "n" }).info({}, "hello");`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    expect(stdout).toBe("");
    expect(JSON.parse(stderr)).toMatchObject({ msg: "hello" });
  });
});
