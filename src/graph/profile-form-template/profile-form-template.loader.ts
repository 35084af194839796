import type { ConnectionScope } from "../../context/connection-scope.js";
import { entityId } from "../../ids/entity-id.js";
import { booleanOf, filledTextOf, idOf, required, textOf } from "../../lever/reading.js";
import { defineLoader } from "../../loading/loader.js";
import { toFormFields } from "../form-field/form-field.mapper.js";
import { profileFormTemplateList } from "./profile-form-template.lever.js";
import type { AtsProfileFormTemplate } from "./profile-form-template.js";
import type { ProfileFormTemplateWire } from "./profile-form-template.wire.js";

/** All active templates of profile forms. */
export const allProfileFormTemplates = defineLoader<ConnectionScope, "all", readonly AtsProfileFormTemplate[]>({
  name: "allProfileFormTemplates",
  batch: async ({ lever }) => {
    const { value } = await lever.all(profileFormTemplateList, {});
    return [value.map((wire) => toProfileFormTemplate(lever.connectionId, wire))];
  },
});

/** The border: what Lever sends, as the graph has it. */
export function toProfileFormTemplate(connectionId: string, wire: ProfileFormTemplateWire): AtsProfileFormTemplate {
  return {
    id: entityId(connectionId, required(idOf(wire.id), "id", profileFormTemplateList, connectionId)),
    name: textOf(wire.text) ?? "",
    instructions: filledTextOf(wire.instructions),
    fields: toFormFields({ connectionId, opportunityId: null }, wire.fields),
    secretByDefault: booleanOf(wire.secretByDefault),
  };
}
