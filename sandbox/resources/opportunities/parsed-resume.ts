import type { FormFile } from "../../routing/form-body.js";
import type { CreateBody } from "./create-body.js";

/** What the sandbox finds in a resume: lines like "Name: Ada Okafor". Lever reads real ones, and guarantees nothing. */
const LINES = /^(Name|Headline|Location|Email|Phone|Link): ([^\r\n]+)$/gm;

/** Lever docs, "Create an opportunity": `parse` fills in what is not given; what is given wins. */
export function withParsed(body: CreateBody, { bytes }: FormFile): CreateBody {
  const found = new Map<string, string>();
  for (const [, name = "", value = ""] of bytes.toString("latin1").matchAll(LINES)) found.set(name, value);
  const text = (name: string, given: string | undefined) => given ?? found.get(name);
  const list = (name: string, given: string[] | undefined) => given ?? (found.has(name) ? [found.get(name) ?? ""] : []);
  const phone = found.get("Phone");
  return {
    ...body,
    name: text("Name", body.name),
    headline: text("Headline", body.headline),
    location: text("Location", body.location),
    emails: list("Email", body.emails),
    links: list("Link", body.links),
    phones: body.phones ?? (phone === undefined ? [] : [{ value: phone }]),
  };
}
