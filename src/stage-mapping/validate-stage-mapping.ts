import type {
  FindemStageInput,
  KnownInLever,
  MappingFault,
  MappingFaultCode,
  StageMappingInput,
} from "./mapping-input.js";
import { namedIn } from "./pipeline.js";

const MIN_SLA_DAYS = 1;
const MAX_SLA_DAYS = 365;

/** Everything that is wrong with a mapping, in the order of its fields; nothing where it may be saved. */
export function validateStageMapping(input: StageMappingInput, known: KnownInLever): readonly MappingFault[] {
  const named = namedIn(known.present);
  const stageIds = new Set([...known.stageIds, ...named.stageIds]);
  return [
    ...unknownStages(input.inboundStageIds, ["inboundStageIds"], stageIds),
    ...unknownStages(input.advanceExcludedStageIds, ["advanceExcludedStageIds"], stageIds),
    ...reasonFaults(input.rejectExcludedReasonIds, known, new Set(named.reasonIds)),
    ...groupFaults(input.findemStages, known, stageIds),
  ];
}

function unknownStages(
  ids: readonly (string | null)[],
  path: readonly string[],
  known: ReadonlySet<string>,
): readonly MappingFault[] {
  return ids.flatMap((id, place) =>
    id !== null && known.has(id)
      ? []
      : [fault("STAGE_UNKNOWN", "Lever has no such stage: choose one of the connection's stages.", [...path, place])],
  );
}

function reasonFaults(
  ids: readonly (string | null)[],
  { reasons }: KnownInLever,
  named: ReadonlySet<string>,
): readonly MappingFault[] {
  return ids.flatMap((id, place) => {
    const path = ["rejectExcludedReasonIds", place];
    const reason = id === null ? undefined : reasons.get(id);
    if (reason?.hires) {
      return [fault("REASON_NOT_REJECTION", "A reason of type HIRED rejects nobody: leave it out.", path)];
    }
    if (reason || (id !== null && named.has(id))) return [];
    const mend = "Lever has no such archive reason: choose one of the connection's archiveReasons.";
    return [fault("REASON_UNKNOWN", mend, path)];
  });
}

function groupFaults(
  groups: readonly FindemStageInput[],
  { present }: KnownInLever,
  stageIds: ReadonlySet<string>,
): readonly MappingFault[] {
  const ids = new Set(present.findemStages.map(({ id }) => id));
  const seen = { ids: new Set<string>(), names: new Set<string>(), holders: new Map<string, number>() };
  return groups.flatMap((group, place) => [
    ...idFaults(group, place, ids, seen.ids),
    ...nameFaults(group, place, seen.names),
    ...slaFaults(group, place),
    ...unknownStages(group.stageIds, ["findemStages", String(place), "stageIds"], stageIds),
    ...heldTwice(group, place, seen.holders),
  ]);
}

function idFaults({ id }: FindemStageInput, place: number, known: ReadonlySet<string>, seen: Set<string>) {
  if (id === undefined) return [];
  const path = ["findemStages", place, "id"];
  if (id === null || !known.has(id)) {
    return [fault("NOT_FOUND", "The mapping has no such Findem stage: leave the id out for a new one.", path)];
  }
  if (!seen.has(id)) {
    seen.add(id);
    return [];
  }
  return [fault("GROUP_NAME_DUPLICATE", "This Findem stage stands in the list already: leave it out here.", path)];
}

function nameFaults({ name }: FindemStageInput, place: number, seen: Set<string>): readonly MappingFault[] {
  const path = ["findemStages", place, "name"];
  const comparable = canonicalName(name).toLowerCase();
  if (comparable === "") return [fault("GROUP_NAME_DUPLICATE", "A Findem stage needs a name.", path)];
  if (seen.has(comparable)) {
    return [fault("GROUP_NAME_DUPLICATE", "Another Findem stage has that name: give it one of its own.", path)];
  }
  seen.add(comparable);
  return [];
}

function slaFaults({ slaDays }: FindemStageInput, place: number): readonly MappingFault[] {
  if (slaDays === null || (slaDays >= MIN_SLA_DAYS && slaDays <= MAX_SLA_DAYS)) return [];
  const mend = `SLA days go from ${MIN_SLA_DAYS} to ${MAX_SLA_DAYS}; leave them out for none.`;
  return [fault("SLA_OUT_OF_RANGE", mend, ["findemStages", place, "slaDays"])];
}

/** The same stage twice in one Findem stage is no fault: it is in it. */
function heldTwice({ stageIds }: FindemStageInput, place: number, holders: Map<string, number>) {
  return stageIds.flatMap((id, index) => {
    if (id === null) return [];
    const holder = holders.get(id) ?? place;
    holders.set(id, holder);
    if (holder === place) return [];
    const mend = `The Findem stage at ${holder} holds this stage already: a stage is in one of them.`;
    return [fault("STAGE_IN_TWO_GROUPS", mend, ["findemStages", place, "stageIds", index])];
  });
}

/** A name as it is kept: trimmed, blanks made one. */
export function canonicalName(name: string): string {
  return name.normalize("NFC").trim().replace(/\s+/g, " ");
}

function fault(code: MappingFaultCode, message: string, path: readonly (string | number)[]): MappingFault {
  return { code, message, path: ["input", ...path.map(String)] };
}
