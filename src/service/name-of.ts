/** A failure in one line, for the log: none of ours has personal data in its message. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : typeof error;
}
