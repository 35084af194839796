import type { SealedKind } from "../../vault/bindings.js";

/** Where the values of a kind are kept. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** The columns of the primary key. */
  readonly key: readonly string[];
  /** Whose account the value is bound to beside the row's key: that of the row `by` refers to. */
  readonly owner?: { readonly table: "connection" | "upload"; readonly by: string };
  /** Values that are read at once. */
  readonly portion: number;
}

const PORTION = 200;

/** Up to a quarter of a megabyte each. */
const PORTION_OF_CHUNKS = 8;

/** Inputs may hold a résumé's worth of text each. */
const PORTION_OF_ITEMS = 50;

/** Every column that holds sealed values. */
export const SEALED_COLUMNS: Readonly<Record<SealedKind, SealedColumn>> = {
  apiKey: {
    ...{ table: "connection", column: "sealed_api_key", key: ["id"], portion: PORTION },
    owner: { table: "connection", by: "id" },
  },
  webhookToken: {
    ...{ table: "webhook_token", column: "sealed_token", key: ["connection_id", "webhook_id"], portion: PORTION },
    owner: { table: "connection", by: "connection_id" },
  },
  writeProgress: {
    ...{ table: "write_record", column: "sealed_progress", portion: PORTION },
    key: ["account_id", "mutation", "idempotency_key"],
  },
  uploadName: {
    ...{ table: "upload", column: "sealed_name", key: ["id"], portion: PORTION },
    owner: { table: "upload", by: "id" },
  },
  uploadChunk: {
    ...{ table: "upload_chunk", column: "sealed", key: ["upload_id", "chunk_index"], portion: PORTION_OF_CHUNKS },
    owner: { table: "upload", by: "upload_id" },
  },
  bulkCaller: { table: "bulk_operation", column: "sealed_caller", key: ["id"], portion: PORTION },
  bulkInput: {
    ...{ table: "bulk_item", column: "sealed_input", portion: PORTION_OF_ITEMS },
    key: ["operation_id", "item_index"],
  },
  bulkOutcome: {
    ...{ table: "bulk_item", column: "sealed_outcome", portion: PORTION_OF_ITEMS },
    key: ["operation_id", "item_index"],
  },
  installationSecret: { table: "installation_secret", column: "sealed", key: ["name"], portion: PORTION },
};
