import type { SandboxRequest } from "../../../sandbox/start-sandbox.js";

/** A form as it came to Lever, in the form in which a dry run shows it. */
export interface SentForm {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** A write as it came: JSON as it is, a form with each file as `{"$file": "<name>"}`. */
export function sentForm({ method, path, query, body, headers }: SandboxRequest): SentForm {
  const text = query.toString();
  const type = headers["content-type"] ?? "";
  const boundary = /boundary=(\S+)/.exec(type)?.[1];
  const content = boundary === undefined ? (JSON.parse(body) as unknown) : formBody(body, boundary);
  return { method, path: text === "" ? path : `${path}?${text}`, body: content };
}

function formBody(body: string, boundary: string): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const part of body.split(`--${boundary}`).slice(1, -1)) {
    const [headers = "", ...content] = part.split("\r\n\r\n");
    const name = /[; ]name="([^"]*)"/.exec(headers)?.[1] ?? "";
    const filename = /filename="([^"]*)"/.exec(headers)?.[1];
    const value = filename === undefined ? content.join("\r\n\r\n").replace(/\r\n$/, "") : { $file: filename };
    members[name] = name.endsWith("[]") ? [...((members[name] as unknown[] | undefined) ?? []), value] : value;
  }
  return members;
}
