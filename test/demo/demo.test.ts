import { describe, expect, test } from "vitest";
import { PROFILES } from "../../demo/profiles/profiles.js";
import { ask } from "../composition/federation.js";
import { DemoProcess } from "./run-demo.js";

describe("npm run demo", () => {
  test("with --once prints who of Findem's people is in Lever, at what cost, and ends well", async () => {
    await using demo = new DemoProcess("--once");
    expect(await demo.exitCode(), demo.errors).toBe(0);
    for (const { name } of PROFILES) expect(demo.output).toContain(name);
    expect(demo.output).toMatch(/Priya Raman +Priya Raman \(by email\) /);
    expect(demo.output).toMatch(/Chloe O'Brien +Chloë O'Brien \(by email\) /);
    expect(demo.output).toMatch(/Noor Haddad +nobody/);
    expect(demo.output).toMatch(/Senior Robotics Engineer.+Nora Lind +\d{4}-\d\d-\d\d/);
    expect(demo.output).toMatch(/Cost: \d+ requests to Lever/);
    expect(demo.output).toContain("Same again: 0 requests to Lever");
    expect(demo.errors).toBe("");
  });

  test("goes on serving until Ctrl+C, and then ends well", async () => {
    await using demo = new DemoProcess();
    await demo.untilPrinted("Ctrl+C");
    const gateway = /^ +(http\S+)\/ +the gateway's playground/m.exec(demo.output)?.[1] ?? "";
    const page = await fetch(`${gateway}/`);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(await page.text()).not.toMatch(/(src|href)="https?:/);
    const { data } = await ask(`${gateway}/graphql`, { query: "{ profiles { name } atsConnections { name } }" });
    expect(data?.["atsConnections"]).toEqual([{ name: "Nimbus Robotics" }]);
    expect(data?.["profiles"]).toHaveLength(PROFILES.length);
    demo.interrupt();
    expect(await demo.exitCode()).toBe(0);
    await expect(fetch(gateway)).rejects.toThrow();
    expect(demo.errors).toBe("");
  });
});
