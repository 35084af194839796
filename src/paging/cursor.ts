/** Where in a list an edge stands. */
export interface ListPosition {
  /** Lever's token of the page that holds the row; null for the first page, and for lists that are held whole. */
  readonly offset: string | null;
  /** The row's id, by which the place is found again; null: the page's start. */
  readonly rowId: string | null;
  /** The row's place in its page, for the case that the row has gone; in a list that the store keeps, its time. */
  readonly index: number;
}

/** Signs and checks texts for one purpose; the vault is one. */
export interface Signer {
  sign(purpose: string, payload: string): string;
  verify(purpose: string, payload: string, signature: string): boolean;
}

/** Makes cursors and takes them back: opaque, and only those made here for the very same list. */
export interface CursorCodec {
  /** `list` names the list: account, connection, field and filter. */
  encode(list: string, position: ListPosition): string;
  /** Null where the cursor was not made here, or for another list. */
  decode(list: string, cursor: string): ListPosition | null;
}

const PURPOSE = "cursor";

/** Cursors signed by `signer`. The list is part of what is signed, and not of the cursor. */
export function createCursorCodec(signer: Signer): CursorCodec {
  return {
    encode: (list, { offset, rowId, index }) => {
      const body = Buffer.from(JSON.stringify([offset, rowId, index])).toString("base64url");
      return `${body}.${signer.sign(PURPOSE, `${list}\n${body}`)}`;
    },
    decode: (list, cursor) => {
      const [body, signature, ...rest] = cursor.split(".");
      if (!body || !signature || rest.length > 0 || cursor.length > 4_000) return null;
      if (!signer.verify(PURPOSE, `${list}\n${body}`, signature)) return null;
      return toPosition(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
    },
  };
}

function toPosition(parts: unknown): ListPosition | null {
  if (!Array.isArray(parts)) return null;
  const [offset, rowId, index] = parts as readonly unknown[];
  if (typeof index !== "number" || !isTextOrNull(offset) || !isTextOrNull(rowId)) return null;
  return { offset, rowId, index };
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}
