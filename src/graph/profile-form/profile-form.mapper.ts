import { entityId } from "../../ids/entity-id.js";
import { filledTextOf, idOf, millisOf, required, textOf } from "../../lever/reading.js";
import { toFormFields } from "../form-field/form-field.mapper.js";
import type { PartSource } from "../opportunity-part.loader.js";
import { profileFormList } from "./profile-form.lever.js";
import type { AtsProfileForm } from "./profile-form.js";
import type { ProfileFormWire } from "./profile-form.wire.js";

/** The border: a profile form as Lever sends it, as the graph has it; null where it was deleted. */
export function toProfileForm(source: PartSource, wire: Partial<ProfileFormWire>): AtsProfileForm | null {
  const { connectionId, opportunityId } = source;
  if (millisOf(wire.deletedAt) !== null) return null;
  const template = idOf(wire.baseTemplateId);
  return {
    id: entityId(connectionId, opportunityId, required(idOf(wire.id), "id", profileFormList, connectionId)),
    name: textOf(wire.text) ?? "",
    instructions: filledTextOf(wire.instructions),
    fields: toFormFields(source, wire.fields),
    baseTemplateId: template === null ? null : entityId(connectionId, template),
    createdAt: millisOf(wire.createdAt),
    completedAt: millisOf(wire.completedAt),
    deletedAt: null,
    connectionId,
    authorExternalId: idOf(wire.user),
    stageExternalId: idOf(wire.stage),
  };
}
