import type { ConnectionScope } from "../../context/connection-scope.js";
import { entityId } from "../../ids/entity-id.js";
import { filledTextOf, idOf, millisOf, required, textOf } from "../../lever/reading.js";
import { defineLoader } from "../../loading/loader.js";
import { toFormFields } from "../form-field/form-field.mapper.js";
import { feedbackTemplateList } from "./feedback-template.lever.js";
import type { AtsFeedbackTemplate } from "./feedback-template.js";
import type { FeedbackTemplateWire } from "./feedback-template.wire.js";

/** All active feedback templates, Lever's default one too. */
export const allFeedbackTemplates = defineLoader<ConnectionScope, "all", readonly AtsFeedbackTemplate[]>({
  name: "allFeedbackTemplates",
  batch: async ({ lever }) => {
    const { value } = await lever.all(feedbackTemplateList, {});
    return [value.map((wire) => toFeedbackTemplate(lever.connectionId, wire))];
  },
});

/** The border: what Lever sends, as the graph has it. */
export function toFeedbackTemplate(connectionId: string, wire: FeedbackTemplateWire): AtsFeedbackTemplate {
  return {
    id: entityId(connectionId, required(idOf(wire.id), "id", feedbackTemplateList, connectionId)),
    name: textOf(wire.text) ?? "",
    instructions: filledTextOf(wire.instructions),
    fields: toFormFields({ connectionId, opportunityId: null }, wire.fields),
    createdAt: millisOf(wire.createdAt),
    updatedAt: millisOf(wire.updatedAt),
  };
}
