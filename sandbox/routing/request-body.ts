import type { IncomingHttpHeaders } from "node:http";
import { type FormBody, formIn, isForm } from "./form-body.js";
import { badRequest } from "./refusal.js";

/** Checks and reads one member of a JSON body. `pointer`: "/tags". Throws {@link badRequest}. */
export type MemberReader<Value> = (value: unknown, pointer: string) => Value;

/** The members that a JSON body may have. */
export type BodyShape = Readonly<Record<string, MemberReader<unknown>>>;

/** What was read; undefined: not given. */
export type ParsedBody<Shape extends BodyShape> = {
  readonly [Name in keyof Shape]?: ReturnType<Shape[Name]> | undefined;
};

/** The body of a request. */
export class RequestBody {
  constructor(
    readonly bytes: Buffer,
    readonly headers: IncomingHttpHeaders,
  ) {}

  /** The body as a JSON object with these members; others are refused, as a misspelled one would be lost. */
  json<Shape extends BodyShape>(shape: Shape): ParsedBody<Shape> {
    return readMembers(this.#jsonObject(), shape);
  }

  /** Whether it says that it is a form. */
  get isForm(): boolean {
    return isForm(this.headers);
  }

  /** The body as a form. Throws 400. */
  form(): FormBody {
    return formIn(this.bytes, this.headers);
  }

  #jsonObject(): object {
    if (!/^application\/json\b/i.test(this.headers["content-type"] ?? "")) {
      throw badRequest("The request's content type must be application/json");
    }
    const value = parsedOrNull(this.bytes.toString("utf8"));
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw badRequest("The request's body must be a JSON object");
    }
    return value;
  }
}

/** Reads members by their readers; others are refused. */
export function readMembers<Shape extends BodyShape>(members: object, shape: Shape): ParsedBody<Shape> {
  const parsed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(members)) {
    const read = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (read === undefined) throw badRequest("Unknown property", `/${name}`);
    parsed[name] = read(value, `/${name}`);
  }
  return parsed as ParsedBody<Shape>;
}

function parsedOrNull(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
