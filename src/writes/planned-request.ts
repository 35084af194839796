import type { LeverBody } from "../lever/client.js";
import { queryText } from "../lever/query.js";
import type { LeverWrite } from "./lever-write.js";

/** The place of an id that Lever is yet to give. */
export const NEW_ID = "$new";

/** A request as a dry run shows it. */
export interface PlannedRequest {
  readonly method: string;
  /** What follows Lever's base URL, query included. */
  readonly path: string;
  /** The JSON body; of a multipart request its fields, each file as `{"$file": "<name>"}`. */
  readonly body: unknown;
}

/** What would be sent. */
export function plannedRequest({ endpoint, parameters, query, body }: LeverWrite): PlannedRequest {
  const path = endpoint.path.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => {
    const id = parameters[name] ?? "";
    return id === NEW_ID ? NEW_ID : encodeURIComponent(id);
  });
  const text = queryText(query);
  return { method: endpoint.method, path: text === "" ? path : `${path}?${text}`, body: shown(body) };
}

function shown(body: LeverBody | undefined): unknown {
  if (!body) return null;
  if (body.kind === "json") return body.value;
  const parts = [
    ...body.fields.map(([name, value]): [string, unknown] => [name, value]),
    ...body.files.map(({ field, filename }): [string, unknown] => [field, { $file: filename }]),
  ];
  const names = [...new Set(parts.map(([name]) => name))];
  return Object.fromEntries(
    names.map((name) => {
      const values = parts.flatMap(([other, value]) => (other === name ? [value] : []));
      return [name, name.endsWith("[]") ? values : values[0]];
    }),
  );
}
