import type { Clock } from "../../time/clock.js";
import { LeverError } from "../errors.js";
import { failure } from "../failure.js";
import { StopSignal } from "../stop-signal.js";
import type { LeverAnswer, LeverCall, Transport } from "../transport.js";
import type { BreakerOutcome, CircuitBreaker, Passage } from "./circuit-breaker.js";

/** Refuses a connection's calls while its Lever doesn't answer; those that wait for the budget are let go too. */
export function withBreaker(next: Transport, breaker: CircuitBreaker, clock: Pick<Clock, "sleep">): Transport {
  return async (call) => {
    const passage = breaker.enter();
    if (!passage) throw open(call, breaker);
    try {
      const answer = await whileClosed(next, call, passage, clock);
      passage.end("success");
      return answer;
    } catch (error) {
      passage.end(outcomeOf(error, call, passage));
      throw wasLetGo(error, call, passage) ? open(call, breaker) : error;
    } finally {
      passage.end("unknown");
    }
  };
}

async function whileClosed(
  next: Transport,
  call: LeverCall,
  passage: Passage,
  clock: Pick<Clock, "sleep">,
): Promise<LeverAnswer> {
  using stop = new StopSignal(clock).follow(call.signal).follow(passage.opened);
  // What is already out is not called back.
  return await next({ ...call, signal: stop.signal, signalOnceSent: call.signalOnceSent ?? call.signal });
}

function open(call: LeverCall, breaker: CircuitBreaker): LeverError {
  return failure(call, "UNAVAILABLE", { acted: "no", retryAfterMs: breaker.retryAfterMs ?? 0 });
}

/** Whether it was still waiting when the breaker opened. */
function wasLetGo(error: unknown, call: LeverCall, { opened }: Passage): boolean {
  return opened.aborted && !call.signal.aborted && error instanceof LeverError && isUnsent(error);
}

function isUnsent({ code, details }: LeverError): boolean {
  return code === "UNAVAILABLE" && details.acted === "no";
}

function isGivenUp({ signal, signalOnceSent }: LeverCall): boolean {
  return signal.aborted || signalOnceSent?.aborted === true;
}

/** 5xx, time-outs and the network count; what Lever refuses with reason doesn't, nor what we gave up ourselves. */
function outcomeOf(error: unknown, call: LeverCall, { opened }: Passage): BreakerOutcome {
  if (!(error instanceof LeverError) || isGivenUp(call) || (opened.aborted && isUnsent(error))) return "unknown";
  if (error.code === "UNAVAILABLE") return "failure";
  return error.details.status === undefined ? "unknown" : "refused";
}
