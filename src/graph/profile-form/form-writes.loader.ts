import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { LeverError } from "../../lever/errors.js";
import { idOf, listOf, millisOf, objectOf, required } from "../../lever/reading.js";
import { canonicalJson } from "../../writes/canonical-json.js";
import type { KnownRefusals } from "../../writes/known-refusals.js";
import { type LeverWrite, sendWrite } from "../../writes/lever-write.js";
import type { PartSource } from "../opportunity-part.loader.js";
import type { FormFieldBody } from "./form-answers.js";
import { createCandidateForm, createForm, singleProfileForm } from "./form-write.lever.js";
import { profileFormList } from "./profile-form.lever.js";
import { toProfileForm } from "./profile-form.mapper.js";
import type { AtsProfileForm } from "./profile-form.js";

/** Lever's clock and ours are not the same. */
const CLOCK_SKEW_MS = 5_000;

/** Where a form is made: by the deprecated twin where the other is known to be refused. */
export function formEndpoint({ connection }: ConnectionScope, refusals: KnownRefusals): typeof createForm {
  return refusals.has(connection, createForm.permission) ? createCandidateForm : createForm;
}

/**
 * Makes a form; where the key may not, by the deprecated twin, which has a permission of its own. That it works is kept
 * in mind for a while.
 * @throws LeverError
 */
export async function sendForm(scope: ConnectionScope, refusals: KnownRefusals, write: LeverWrite): Promise<unknown> {
  try {
    return await sendWrite(scope.lever, write);
  } catch (error) {
    const isRefused = error instanceof LeverError && error.code === "FORBIDDEN";
    if (!isRefused || write.endpoint !== createForm) throw error;
  }
  const answer = await sendWrite(scope.lever, { ...write, endpoint: createCandidateForm });
  refusals.add(scope.connection, createForm.permission);
  return answer;
}

/** The id of a form that was just made. @throws LeverError BAD_RESPONSE */
export function createdFormId({ lever }: ConnectionScope, answer: unknown): string {
  return required(idOf(objectOf(answer)?.["id"]), "data.id", createForm, lever.connectionId);
}

/** The form itself, where Lever's answer to its creation holds it. */
export function formInAnswer(source: PartSource, answer: unknown): AtsProfileForm | null {
  const form = objectOf(answer);
  return form && listOf(form["fields"]).length > 0 ? toProfileForm(source, form) : null;
}

/** A form as it is in Lever now; null where it was deleted. @throws LeverError */
export async function readForm(
  context: GraphContext,
  source: PartSource,
  form: string,
): Promise<AtsProfileForm | null> {
  const fresh = await context.connections.openFresh(source.connectionId);
  const single = await fresh?.lever.one(singleProfileForm, { opportunity: source.opportunityId, form });
  return single ? toProfileForm(source, single.value) : null;
}

/** A form as it was sent. */
export interface SentForm {
  readonly baseTemplateId: string;
  readonly fields: readonly FormFieldBody[];
}

/** Looks for a form that may have been made at `sentAt` or after it, by its answers. `scope` reads past every cache. */
export async function findForm(
  { lever }: ConnectionScope,
  opportunity: string,
  sent: SentForm,
  sentAt: number,
): Promise<string | null> {
  const { value } = await lever.all(profileFormList, { opportunity });
  const wanted = answersOf(sent.fields);
  const found = value.find(
    (form) =>
      (millisOf(form.createdAt) ?? 0) >= sentAt - CLOCK_SKEW_MS &&
      idOf(form.baseTemplateId) === sent.baseTemplateId &&
      millisOf(form.deletedAt) === null &&
      answersOf(listOf(form.fields)) === wanted,
  );
  return idOf(found?.id);
}

function answersOf(fields: readonly unknown[]): string {
  return canonicalJson(fields.map((field) => objectOf(field)?.["value"] ?? null));
}
