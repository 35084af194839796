/**
 * Every kind of value that is kept sealed in the database, and the word that begins what it is bound to. A new kind has
 * its line here and in src/store/tables/sealed-columns.ts, or `npm run rotate-keys` would leave it behind.
 */
const PURPOSES = {
  apiKey: "lever-api-key",
  webhookToken: "webhook-token",
  writeProgress: "write-progress",
  uploadName: "upload-name",
  uploadChunk: "upload-chunk",
  bulkCaller: "bulk-caller",
  bulkInput: "bulk-input",
  bulkOutcome: "bulk-outcome",
  installationSecret: "installation-secret",
} as const;

export type SealedKind = keyof typeof PURPOSES;

export const SEALED_KINDS = Object.keys(PURPOSES) as readonly SealedKind[];

/**
 * What a value of the kind is bound to: its purpose, and its place, which is the account where it belongs to one, then
 * what names the row. It opens there and nowhere else.
 */
export function bindingOf(kind: SealedKind, ...place: readonly (string | number)[]): readonly string[] {
  return [PURPOSES[kind], ...place.map(String)];
}
