import type { LeverClient } from "../lever/client.js";
import { LeverError } from "../lever/errors.js";
import { WriteOutcomeUnknown } from "../lever/write-outcome-unknown.js";
import { type LeverWrite, sendWrite } from "./lever-write.js";

/** Once, and once more where the first time surely left nothing behind. */
const ATTEMPTS = 2;

/** A write whose result can be read back: the same again changes nothing. */
export interface SetWrite {
  readonly write: LeverWrite;
  /** Reads from Lever, past every cache, whether it is as it was to be. */
  readonly isDone: () => Promise<boolean>;
}

/**
 * Sets something in Lever. A failure that may have come after the deed is read back before anything is sent again: a
 * change of stage may mail people.
 * @throws LeverError where Lever surely did not do it, WriteOutcomeUnknown where that can't be read back
 */
export async function performSetWrite(lever: LeverClient, { write, isDone }: SetWrite): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await sendWrite(lever, write);
      return;
    } catch (error) {
      if (!(error instanceof LeverError) || error.details.acted === "no") throw error;
      // Lever said yes; only its answer is lost.
      if (error.details.acted === "yes") return;
      if (await readBack(isDone, error)) return;
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function readBack(isDone: () => Promise<boolean>, failure: LeverError): Promise<boolean> {
  try {
    return await isDone();
  } catch (error) {
    if (!(error instanceof LeverError)) throw error;
    throw new WriteOutcomeUnknown(failure.call, { cause: error });
  }
}
