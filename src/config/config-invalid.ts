/** The exit code of a start that the configuration stopped: `EX_CONFIG` of sysexits.h. */
export const CONFIG_EXIT_CODE = 78;

/** One variable at fault. */
export interface ConfigFault {
  readonly variable: string;
  /** What is needed in its place. Never the value: it may be a secret, or hold one. */
  readonly mend: string;
}

/** The environment can't be served with. The message has one line for every variable at fault. */
export class ConfigInvalid extends Error {
  override readonly name = "ConfigInvalid";

  constructor(readonly faults: readonly ConfigFault[]) {
    const lines = faults.map(({ variable, mend }) => `  ${variable}: ${mend}`);
    super(["The configuration is wrong, nothing was started:", ...lines].join("\n"));
  }
}
