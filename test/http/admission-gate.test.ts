import { describe, expect, test } from "vitest";
import { AdmissionGate, type ShedReason } from "../../src/http/admission/admission-gate.js";
import { StandingLag } from "../../src/http/admission/event-loop-lag.js";

function gateOf(lagMs: () => number = () => 0) {
  const shed: ShedReason[] = [];
  const limits = { maxOperations: 5, maxAccountOperations: 3, maxLagMs: 200 };
  return { gate: new AdmissionGate({ ...limits, lagMs, onShed: (reason) => shed.push(reason) }), shed };
}

describe("a gate", () => {
  test("lets in as many of one account as it may have, and others beside", () => {
    const { gate, shed } = gateOf();
    const entered = ["a", "a", "a", "a", "b"].map((account) => gate.enter(account) !== null);
    expect([entered, shed, gate.operations]).toEqual([[true, true, true, false, true], ["account"], 4]);
  });

  test("lets in as many of all accounts as there are places", () => {
    const { gate, shed } = gateOf();
    const entered = ["a", "b", "c", "d", "e", "f"].map((account) => gate.enter(account) !== null);
    expect([entered.lastIndexOf(true), shed]).toEqual([4, ["places"]]);
  });

  test("has the place of an operation that has ended for another, once", () => {
    const { gate } = gateOf();
    const [first] = ["a", "a", "a"].map((account) => gate.enter(account));
    first?.();
    first?.();
    expect([gate.operations, gate.enter("a") !== null, gate.enter("a")]).toEqual([2, true, null]);
  });

  test("turns away whoever has something under way while the event loop is behind, and nobody after", () => {
    const lag = { ms: 0 };
    const { gate, shed } = gateOf(() => lag.ms);
    gate.enter("a");
    lag.ms = 201;
    expect([gate.isBehind, gate.enter("a"), gate.enter("b") !== null, shed]).toEqual([true, null, true, ["lag"]]);
    lag.ms = 200;
    expect([gate.isBehind, gate.enter("a") !== null]).toEqual([false, true]);
  });
});

describe("an event loop is behind", () => {
  const after = (...lateMs: readonly number[]): number => {
    const lag = new StandingLag();
    for (const ms of lateMs) lag.sampled(ms);
    return lag.ms;
  };

  test("by what its last samples were late at least", () => {
    expect(after(300, 250, 900, 400, 260)).toBe(250);
    expect(after(0, 300, 250, 900, 400, 260)).toBe(250);
  });

  test("not after one long step, nor by what is too early", () => {
    expect(after(0, 0, 5_000, 0, 0)).toBe(0);
    expect(after(5_000, 5_000)).toBe(0);
    expect(after(-3, 300, 300, 300, 300)).toBe(0);
  });
});
