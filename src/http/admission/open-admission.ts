import type { Logger } from "../../observability/logger.js";
import type { Metrics } from "../../observability/metrics.js";
import type { Clock } from "../../time/clock.js";
import { AdmissionGate, type AdmissionLimits, type ShedReason } from "./admission-gate.js";
import { startLagMeter } from "./event-loop-lag.js";

/** One line in the log says so for as long, milliseconds: a log must not be what brings the process down. */
const LOG_EVERY_MS = 10_000;

/** What an open gate is made of. */
export interface AdmissionOptions {
  readonly limits: AdmissionLimits;
  readonly clock: Pick<Clock, "monotonicMs">;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, "shed" | "operationsUnderWay">;
}

/** A gate that measures the event loop, counts what it turns away and says so in the log. */
export function openAdmission({ limits, clock, logger, metrics }: AdmissionOptions): {
  readonly gate: AdmissionGate;
  readonly close: () => void;
} {
  const meter = startLagMeter();
  let quietUntilMs = -Infinity;
  const onShed = (reason: ShedReason): void => {
    metrics.shed(reason);
    if (clock.monotonicMs() < quietUntilMs) return;
    quietUntilMs = clock.monotonicMs() + LOG_EVERY_MS;
    logger.warn({ reason, underWay: gate.operations, lagMs: Math.round(meter.ms) }, "operations are turned away");
  };
  const gate = new AdmissionGate({ ...limits, lagMs: () => meter.ms, onShed });
  metrics.operationsUnderWay(() => gate.operations);
  return { gate, close: () => meter[Symbol.dispose]() };
}
