import { composeConfig } from "./compose-config.js";
import type { Config } from "./config.js";
import { ConfigInvalid, type ConfigFault } from "./config-invalid.js";
import { faultsBetween } from "./requirements.js";
import { definitionOf, VARIABLE_NAMES, type Values, type VariableName } from "./variables/variables.js";

/** What only others can tell about a value. */
export interface ConfigChecks {
  /** Throws an error whose message, without any key, says what is wrong with a key ring's text. */
  readonly encryptionKeys: (text: string) => unknown;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads all that the environment says; an empty text counts as not given.
 * @throws ConfigInvalid naming every variable at fault
 */
export function readConfig(environment: Environment, checks: ConfigChecks): Config {
  const given = new Set(VARIABLE_NAMES.filter((name) => isGiven(environment, name)));
  const isProduction = environment["NODE_ENV"] === "production";
  const faults: ConfigFault[] = [];
  const read = VARIABLE_NAMES.flatMap((variable): [VariableName, unknown][] => {
    const text = given.has(variable) ? environment[variable] : fallbackOf(variable, isProduction);
    if (text === undefined) return [[variable, null]];
    const { format } = definitionOf(variable);
    const result = format.schema.safeParse(text);
    if (result.success) return [[variable, result.data]];
    faults.push({ variable, mend: `needed: ${format.expected}` });
    return [];
  });
  const values = Object.fromEntries(read) as Partial<Values>;
  faults.push(...keyRingFaults(values, checks), ...faultsBetween({ values, given }));
  if (faults.length > 0) throw new ConfigInvalid(faults);
  return composeConfig(values as Values);
}

function isGiven(environment: Environment, name: VariableName): boolean {
  return environment[name] !== undefined && environment[name] !== "";
}

function fallbackOf(name: VariableName, isProduction: boolean): string | undefined {
  const { fallback } = definitionOf(name);
  if (fallback === undefined || typeof fallback === "string") return fallback;
  return isProduction ? fallback.production : fallback.otherwise;
}

function keyRingFaults({ ENCRYPTION_KEYS: keys }: Partial<Values>, checks: ConfigChecks): ConfigFault[] {
  try {
    if (keys) checks.encryptionKeys(keys.reveal());
    return [];
  } catch (error) {
    const { expected } = definitionOf("ENCRYPTION_KEYS").format;
    const detail = error instanceof Error ? ` (${error.message})` : "";
    return [{ variable: "ENCRYPTION_KEYS", mend: `needed: ${expected}${detail}` }];
  }
}
