import { File, FormData } from "node-fetch";
import type { LeverBody } from "../client.js";

/** A body as node-fetch takes it, and its content type; that of a form carries a boundary that node-fetch makes. */
export interface EncodedBody {
  readonly body?: string | FormData;
  readonly contentType?: string;
}

/** Encodes what a write sends: JSON, or a form where files go along. Lever docs, "Files" and "Uploads". */
export function encodeBody(body: LeverBody | undefined): EncodedBody {
  if (!body) return {};
  if (body.kind === "json") return { body: JSON.stringify(body.value), contentType: "application/json" };
  const form = new FormData();
  for (const [name, value] of body.fields) form.append(name, value);
  for (const { field, filename, contentType, bytes } of body.files) {
    form.append(field, new File([bytes], filename, { type: contentType }));
  }
  return { body: form };
}
