import type { GraphQLResolveInfo } from "graphql";
import { getNamedType } from "graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { objectOf, textOf, textsOf } from "../../lever/reading.js";
import { toError } from "../../loading/each.js";
import { unlessMissing } from "../../loading/unless-missing.js";
import { selectionOf } from "../../planning/selection.js";
import { toPhones } from "../contact-details/phone.js";
import type { Candidate } from "./candidate.js";
import { candidateByContact } from "./candidate.loader.js";
import { candidateExpand } from "./candidate-expand.js";
import type { ContactFields } from "./contact-fields.js";
import { singleContact } from "./contact.lever.js";
import type { ContactWire } from "./contact.wire.js";

/** A contact as it is in Lever now; null where it is not there. `fresh` reads past every cache. @throws LeverError */
export async function readContactFields(fresh: ConnectionScope, contact: string): Promise<ContactFields | null> {
  const single = await unlessMissing(fresh.lever.one(singleContact, { contact }));
  return single && presentFields(single.value);
}

/**
 * A person as they are in Lever after a write, for a payload's field `candidate`; null, and nothing is read, where that
 * is not asked for. An Error fails that field alone: the write stands.
 */
export async function candidateAfterWrite(
  context: GraphContext,
  info: GraphQLResolveInfo,
  { connectionId, externalId }: Candidate,
): Promise<Candidate | Error | null> {
  // Nothing that was loaded before the write may answer what is asked after it.
  context.connections.replace(await context.connections.record(connectionId), connectionId);
  const payload = selectionOf(info, getNamedType(info.returnType).name);
  if (!payload.has("candidate")) return null;
  try {
    const fresh = await context.connections.openFresh(connectionId);
    if (!fresh) return null;
    const expand = await candidateExpand(fresh, payload.of("candidate"));
    return await fresh.load(candidateByContact, { contactId: externalId, expand });
  } catch (error) {
    return toError(error);
  }
}

/** The border: what a contact holds now, in the form in which it is written. */
function presentFields(wire: ContactWire): ContactFields {
  return {
    name: textOf(wire.name) ?? "",
    headline: textOf(wire.headline) ?? "",
    location: textOf(objectOf(wire.location)?.["name"] ?? wire.location) ?? "",
    emails: textsOf(wire.emails),
    phones: toPhones(wire.phones).map(({ value, type }) => ({ value, ...(type === null ? {} : { type }) })),
  };
}
