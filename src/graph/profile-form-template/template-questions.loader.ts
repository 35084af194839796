import type { ConnectionScope } from "../../context/connection-scope.js";
import { LeverError } from "../../lever/errors.js";
import { booleanOf, idOf, listOf, objectOf, textOf } from "../../lever/reading.js";
import { unlessMissing } from "../../loading/unless-missing.js";
import type { KnownRefusals } from "../../writes/known-refusals.js";
import { toFormField } from "../form-field/form-field.mapper.js";
import { profileFormTemplateList, singleProfileFormTemplate } from "./profile-form-template.lever.js";
import type { ProfileFormTemplateWire } from "./profile-form-template.wire.js";

/** A question as a form made of the template has to repeat it. */
export interface TemplateQuestionRow {
  readonly id: string | null;
  readonly type: string;
  readonly label: string;
  /** Exactly as Lever has it. */
  readonly description: string;
  readonly required: boolean;
  readonly options: readonly string[];
}

/** "unknown": Lever has no such template; "unreadable": the key may not read templates. */
export type TemplateQuestions =
  | { readonly kind: "read"; readonly questions: readonly TemplateQuestionRow[] }
  | { readonly kind: "unknown" | "unreadable" };

/**
 * A template's questions, in its order; from the list where the key may only read that. What was refused once is not
 * asked again for a while.
 * @throws LeverError
 */
export async function templateQuestions(
  { lever, connection }: ConnectionScope,
  refusals: KnownRefusals,
  template: string,
): Promise<TemplateQuestions> {
  const reads = [
    {
      permission: singleProfileFormTemplate.permission,
      read: async () => (await unlessMissing(lever.one(singleProfileFormTemplate, { template })))?.value,
    },
    {
      permission: profileFormTemplateList.permission,
      read: async () => (await lever.all(profileFormTemplateList, {})).value.find(({ id }) => id === template),
    },
  ];
  for (const { permission, read } of reads) {
    if (refusals.has(connection, permission)) continue;
    try {
      const wire = await read();
      return wire ? { kind: "read", questions: questionsIn(wire) } : { kind: "unknown" };
    } catch (error) {
      if (!(error instanceof LeverError) || error.code !== "FORBIDDEN") throw error;
      refusals.add(connection, permission);
    }
  }
  return { kind: "unreadable" };
}

/** The border: nothing is made prettier, for Lever compares it. */
function questionsIn({ fields }: ProfileFormTemplateWire): readonly TemplateQuestionRow[] {
  return listOf(fields).flatMap((field): readonly TemplateQuestionRow[] => {
    const wire = objectOf(field);
    const known = toFormField({ connectionId: "", opportunityId: null }, wire);
    if (!wire || !known) return [];
    return [
      {
        id: idOf(wire["id"]),
        type: known.type,
        label: known.label,
        description: textOf(wire["description"]) ?? "",
        required: booleanOf(wire["required"]) ?? false,
        options: known.options,
      },
    ];
  });
}
