import type { FormBody, FormFile } from "../../routing/form-body.js";
import { badRequest } from "../../routing/refusal.js";
import { readMembers } from "../../routing/request-body.js";
import { CREATE_BODY, type CreateBody } from "./create-body.js";

/** A new opportunity as a form brings it. */
export interface CreateForm {
  readonly body: CreateBody;
  readonly resume: FormFile | null;
  readonly files: readonly FormFile[];
}

/** `archived[reason]` and `archived[archivedAt]`. Lever docs, "Create an opportunity". */
const NESTED = /^archived\[(reason|archivedAt)\]$/;

/** Lever docs, "Create an opportunity", with files: lists have a part for each of their members, named `emails[]`. */
export function createFormOf({ fields, files }: FormBody): CreateForm {
  const resumes = files.filter(({ field }) => field === "resumeFile");
  const others = files.filter(({ field }) => field === "files" || field === "files[]");
  if (resumes.length > 1) throw badRequest("One resume at most", "/resumeFile");
  const unknown = files.find((file) => !resumes.includes(file) && !others.includes(file));
  if (unknown) throw badRequest("Unknown property", `/${unknown.field}`);
  return { body: bodyOf(fields), resume: resumes[0] ?? null, files: others };
}

function bodyOf(fields: FormBody["fields"]): CreateBody {
  const members: Record<string, unknown> = {};
  for (const [name, value] of fields) put(members, name, value);
  // phones have no documented place in a form.
  const { phones: _, ...shape } = CREATE_BODY;
  return readMembers(members, shape);
}

function put(members: Record<string, unknown>, name: string, value: string): void {
  const nested = NESTED.exec(name)?.[1];
  if (nested !== undefined) {
    members["archived"] = { ...(members["archived"] as object | undefined), [nested]: timeOr(nested, value) };
  } else if (name.endsWith("[]")) {
    const list = name.slice(0, -2);
    members[list] = [...((members[list] as readonly string[] | undefined) ?? []), value];
  } else {
    members[name] = timeOr(name, value);
  }
}

/** A form knows texts only. */
function timeOr(name: string, value: string): string | number {
  return name === "createdAt" || name === "archivedAt" ? Number(value) : value;
}
