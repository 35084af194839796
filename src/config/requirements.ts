import type { ConfigFault } from "./config-invalid.js";
import type { RequiredIn } from "./variables/definition.js";
import { definitionOf, VARIABLE_NAMES, type Values, type VariableName } from "./variables/variables.js";
import { isLoopbackHost } from "./web-address.js";

/** What the rules between variables look at. */
export interface Situation {
  /** Where a variable is at fault itself, it is missing here. */
  readonly values: Partial<Values>;
  /** The variables that the environment has, right or wrong. */
  readonly given: ReadonlySet<VariableName>;
}

/** What is wrong with variables beside one another. */
export function faultsBetween(situation: Situation): ConfigFault[] {
  return [...missing(situation), ...tokenKeyFaults(situation), ...openFaults(situation)];
}

function missing(situation: Situation): ConfigFault[] {
  return VARIABLE_NAMES.flatMap((variable) => {
    const { requiredIn, format } = definitionOf(variable);
    if (situation.given.has(variable) || !requiredIn || !holds(requiredIn, situation)) return [];
    const where = requiredIn === "production" ? "in production" : `with ${requiredIn}`;
    return [{ variable, mend: `required ${where}: ${format.expected}` }];
  });
}

function holds(requiredIn: RequiredIn, { values }: Situation): boolean {
  return requiredIn === "production"
    ? values.NODE_ENV === "production"
    : requiredIn === `AUTH_MODE=${values.AUTH_MODE ?? ""}`;
}

function tokenKeyFaults({ values, given }: Situation): ConfigFault[] {
  if (values.AUTH_MODE !== "jwt") return [];
  const count = Number(given.has("JWT_JWKS_URL")) + Number(given.has("JWT_PUBLIC_KEY"));
  if (count === 1) return [];
  const mend = "exactly one of JWT_JWKS_URL and JWT_PUBLIC_KEY is needed with AUTH_MODE=jwt";
  return [
    { variable: "JWT_JWKS_URL", mend },
    { variable: "JWT_PUBLIC_KEY", mend },
  ];
}

/** Whoever reaches a service without authentication may do everything. */
function openFaults({ values }: Situation): ConfigFault[] {
  if (values.AUTH_MODE !== "none") return [];
  if (values.NODE_ENV === "production") {
    return [{ variable: "AUTH_MODE", mend: "none is refused in production: gateway or jwt is needed" }];
  }
  if (values.HOST === undefined || isLoopbackHost(values.HOST)) return [];
  return [{ variable: "HOST", mend: "127.0.0.1, ::1 or localhost is needed, or an AUTH_MODE of gateway or jwt" }];
}
