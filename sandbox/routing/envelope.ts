import type { Answer, IncomingCall } from "./route.js";

/** An answer's body as Lever sends it. */
interface LiveBody {
  readonly data: unknown;
}

/**
 * The answer with another envelope where the sandbox was told to answer as the documentation's examples show
 * (`SandboxOptions.envelopes`); Lever itself doesn't.
 */
export function asDocumented(answer: Answer, { account }: IncomingCall, envelope: (body: LiveBody) => unknown): Answer {
  if (account.envelopes === "live" || answer.kind !== "json") return answer;
  return { ...answer, body: envelope(answer.body as LiveBody) };
}

/** Without an envelope. */
export function bare({ data }: LiveBody): unknown {
  return data;
}

/** Without an envelope, and a list of one as the one: the example of a list shows an object. */
export function bareObject({ data }: LiveBody): unknown {
  return onlyOne(data) ?? data;
}

/** With a second envelope in the first. */
export function doubled(body: LiveBody): unknown {
  return { data: body };
}

/** The first of the rows in place of them all. */
export function firstAsData({ data, ...others }: LiveBody): unknown {
  return { ...others, data: Array.isArray(data) ? (data as unknown[])[0] : data };
}

/** The rows one level deeper. */
export function namedInData(name: string): (body: LiveBody) => unknown {
  return ({ data, ...others }) => ({ ...others, data: { [name]: data } });
}

function onlyOne(data: unknown): unknown {
  return Array.isArray(data) && data.length === 1 ? (data as unknown[])[0] : undefined;
}
