import type { ConnectionScope } from "../../context/connection-scope.js";
import { booleanOf, idOf, required, textOf } from "../../lever/reading.js";
import { defineLoader } from "../../loading/loader.js";
import { requisitionFieldList } from "./requisition-field.lever.js";
import type { AtsRequisitionField } from "./requisition-field.js";
import type { RequisitionFieldWire } from "./requisition-field.wire.js";

/** All fields that requisitions of the Lever account have besides Lever's own. */
export const allRequisitionFields = defineLoader<ConnectionScope, "all", readonly AtsRequisitionField[]>({
  name: "allRequisitionFields",
  batch: async ({ lever }) => {
    const { value } = await lever.all(requisitionFieldList, {});
    return [value.map((wire) => toRequisitionField(lever.connectionId, wire))];
  },
});

/** The border: what Lever sends, as the graph has it. */
export function toRequisitionField(connectionId: string, wire: RequisitionFieldWire): AtsRequisitionField {
  const id = required(idOf(wire.id), "id", requisitionFieldList, connectionId);
  return {
    id,
    label: textOf(wire.text) ?? id,
    type: textOf(wire.type) ?? "",
    required: booleanOf(wire.isRequired) ?? false,
    options: wire.options ?? null,
    subfields: wire.subfields ?? null,
  };
}
