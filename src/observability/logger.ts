import { destination as fileDescriptor, pino, stdTimeFunctions, type DestinationStream } from "pino";
import { redacted } from "./redact.js";

/** The least severe level that is logged. */
export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";

/** What the product logs with: some fields, and a message that is the same each time. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** How a logger is made. */
export interface LoggerOptions {
  readonly level: LogLevel;
  /** On every line, as `name`. */
  readonly name: string;
  /** Standard error by default: standard output belongs to the line that tells the service is ready. */
  readonly destination?: DestinationStream;
}

const STANDARD_ERROR = 2;

/**
 * Logs a line of JSON for each message. What is under a key that names a secret is left out at any depth: authorization
 * headers, cookies, API keys, tokens, passwords.
 */
export function createLogger({ level, name, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { name },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const logger = pino(options, destination ?? fileDescriptor(STANDARD_ERROR));
  return {
    debug: (fields, message) => {
      if (logger.isLevelEnabled("debug")) logger.debug(redacted(fields), message);
    },
    info: (fields, message) => {
      if (logger.isLevelEnabled("info")) logger.info(redacted(fields), message);
    },
    warn: (fields, message) => {
      if (logger.isLevelEnabled("warn")) logger.warn(redacted(fields), message);
    },
    error: (fields, message) => {
      if (logger.isLevelEnabled("error")) logger.error(redacted(fields), message);
    },
  };
}
