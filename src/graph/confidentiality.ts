import { registerEnumType } from "type-graphql";
import type { Query } from "../lever/client.js";

export const AtsConfidentiality = { CONFIDENTIAL: "CONFIDENTIAL", NON_CONFIDENTIAL: "NON_CONFIDENTIAL" } as const;
export type AtsConfidentiality = keyof typeof AtsConfidentiality;
registerEnumType(AtsConfidentiality, {
  name: "AtsConfidentiality",
  description: "Whether Lever shows something to few people only.",
  valuesConfig: {
    CONFIDENTIAL: { description: "Seen only with the role confidential, through a key with confidential access." },
    NON_CONFIDENTIAL: { description: "Seen by everybody." },
  },
});

export const AtsConfidentialityFilter = { ...AtsConfidentiality, ALL: "ALL" } as const;
export type AtsConfidentialityFilter = keyof typeof AtsConfidentialityFilter;
registerEnumType(AtsConfidentialityFilter, {
  name: "AtsConfidentialityFilter",
  description: "Which rows of a list to show. Without it: all that the caller may see.",
  valuesConfig: {
    CONFIDENTIAL: { description: "Confidential ones only." },
    NON_CONFIDENTIAL: { description: "All but confidential ones." },
    ALL: { description: "Both; the same as NON_CONFIDENTIAL for callers who may not see confidential rows." },
  },
});

/** Lever docs, "Confidential data": `confidentiality`. */
export const CONFIDENTIALITIES = { confidential: "CONFIDENTIAL", "non-confidential": "NON_CONFIDENTIAL" } as const;

/** Whether a row may be shown to callers who may (`seesConfidential`) or may not see confidential ones. */
export function isVisible(
  row: { readonly confidentiality: AtsConfidentiality | null },
  seesConfidential: boolean,
): boolean {
  return seesConfidential || row.confidentiality !== "CONFIDENTIAL";
}

/**
 * The filter in Lever's words. null: the caller may not see what is asked for. Where it names nothing, the client adds
 * what the caller may see.
 */
export function confidentialityQuery(
  filter: AtsConfidentialityFilter | null | undefined,
  seesConfidential: boolean,
): Query | null {
  if (filter === "CONFIDENTIAL") return seesConfidential ? { confidentiality: "confidential" } : null;
  if (filter === "NON_CONFIDENTIAL") return { confidentiality: "non-confidential" };
  return {};
}
