import { describe, expect, test } from "vitest";
import type { LeverClient } from "../../src/lever/client.js";
import { defineEndpoint } from "../../src/lever/endpoint.js";
import { LeverError } from "../../src/lever/errors.js";
import { jsonBody } from "../../src/writes/lever-write.js";
import { performSetWrite } from "../../src/writes/set-write.js";
import { failed, failureOf, UNKNOWN } from "./support.js";

const write = {
  endpoint: defineEndpoint<never>({ method: "PUT", path: "/x/:id", permission: "update x", documentation: "X" }),
  parameters: { id: "1" },
  query: {},
  body: jsonBody({ stage: "offer" }),
};

/** Sends with these failures one after the other (null: it succeeds), and reads back these answers. */
async function perform(failures: readonly (Error | null)[], readBack: readonly (boolean | Error)[]) {
  let [sent, reads] = [0, 0];
  const send = async (): Promise<unknown> => {
    const failure = failures[Math.min(sent++, failures.length - 1)];
    if (failure) throw failure;
    return null;
  };
  const isDone = async (): Promise<boolean> => {
    const answer = readBack[Math.min(reads++, readBack.length - 1)];
    if (answer instanceof Error) throw answer;
    return answer ?? false;
  };
  const outcome = await failureOf(performSetWrite({ send } as unknown as LeverClient, { write, isDone }));
  return { outcome, sent, reads };
}

const DONE = "went through: undefined";

describe("a write that sets something", () => {
  test("and is answered is not read back", async () => {
    expect(await perform([null], [false])).toEqual({ outcome: DONE, sent: 1, reads: 0 });
  });

  test("and that Lever refused is neither read back nor sent again", async () => {
    const refusal = failed("no");
    expect(await perform([refusal], [true])).toEqual({ outcome: refusal, sent: 1, reads: 0 });
  });

  test("and whose answer is lost after the deed is read back, and not sent again", async () => {
    expect(await perform([failed("maybe")], [true])).toEqual({ outcome: DONE, sent: 1, reads: 1 });
  });

  test("and whose answer is lost before the deed is read back, and sent once more", async () => {
    expect(await perform([failed("maybe"), null], [false])).toEqual({ outcome: DONE, sent: 2, reads: 1 });
  });

  test("and that is lost twice fails as it failed, and is not sent a third time", async () => {
    const second = failed("maybe");
    expect(await perform([failed("maybe"), second], [false])).toEqual({ outcome: second, sent: 2, reads: 2 });
  });

  test("and that the second sending did is done", async () => {
    expect(await perform([failed("maybe")], [false, true])).toEqual({ outcome: DONE, sent: 2, reads: 2 });
  });

  test("and whose yes can't be read is done", async () => {
    expect(await perform([failed("yes", "BAD_RESPONSE")], [false])).toEqual({ outcome: DONE, sent: 1, reads: 0 });
  });

  test("and that can't be read back is of unknown fate, and not sent again", async () => {
    const { outcome, sent } = await perform([failed("maybe")], [failed("maybe")]);
    expect(outcome).toBeInstanceOf(UNKNOWN);
    expect(sent).toBe(1);
  });

  test("and whose reading back has a defect says so", async () => {
    const defect = new TypeError("a defect");
    expect(await perform([failed("maybe")], [defect])).toEqual({ outcome: defect, sent: 1, reads: 1 });
    expect(defect).not.toBeInstanceOf(LeverError);
  });
});
