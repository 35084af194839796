import { stdSerializers } from "pino";

const SHOWN = "[redacted]";
const MAX_DEPTH = 8;

/** `router-authorization`, `apiKey`, `x-api-key`, `clientSecret`, `signatureToken`, `set-cookie`, … */
const SECRET_KEY = /authorization|cookie|api[-_]?key|secret|token|password|passphrase|credential|encryption[-_]?key/i;

/**
 * A copy of what is to be logged, at any depth without the values of keys that hold secrets. Errors are told with type,
 * message, stack and causes.
 */
export function redacted(fields: object): object {
  return copyOfEntries(fields, [fields]);
}

function copyOf(value: unknown, ancestors: readonly object[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return `[${String(value.length)} bytes]`;
  if (ancestors.includes(value)) return "[circular]";
  if (ancestors.length > MAX_DEPTH) return "[deep]";
  return copyOfObject(value, [...ancestors, value]);
}

function copyOfObject(value: object, inside: readonly object[]): unknown {
  if (value instanceof Error) return copyOfEntries(stdSerializers.err(value), inside);
  if (hasToJson(value)) return copyOf(value.toJSON(), inside);
  return Array.isArray(value) ? value.map((item) => copyOf(item, inside)) : copyOfEntries(value, inside);
}

function copyOfEntries(value: object, ancestors: readonly object[]): object {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, SECRET_KEY.test(key) ? SHOWN : copyOf(inner, ancestors)]),
  );
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return "toJSON" in value && typeof value.toJSON === "function";
}
