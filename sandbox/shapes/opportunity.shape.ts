import type { ContactRecord, OpportunityRecord, SandboxData } from "../data.js";
import type { Expanders } from "../routing/selection.js";
import { expandApplication } from "./application.shape.js";
import { expandContact } from "./contact.shape.js";
import { expandStage } from "./stage.shape.js";
import { expandUser } from "./user.shape.js";

/** Lever docs, "List all opportunities": `expand`. */
export const OPPORTUNITY_EXPANDERS = {
  applications: expandApplication,
  stage: expandStage,
  owner: expandUser,
  followers: expandUser,
  sourcedBy: expandUser,
  contact: expandContact,
} as const satisfies Expanders;

const NOTHING_PERSONAL = { name: "", headline: "", emails: [], phones: [], links: [], location: "" };

/** An opportunity as Lever sends it. Lever docs, "Opportunities > Opportunity attributes". */
export function opportunityShape(opportunity: OpportunityRecord, data: SandboxData): object {
  const contact = data.contacts.get(opportunity.contact);
  const { opportunityLocation, ...others } = opportunity;
  return {
    ...others,
    ...(contact === undefined || opportunity.isAnonymized ? NOTHING_PERSONAL : personalOf(contact)),
    dataProtection: contact?.dataProtection ?? null,
    urls: {
      list: "https://hire.lever.co/candidates",
      show: `https://hire.lever.co/candidates/${opportunity.id}`,
    },
    ...(opportunityLocation === undefined ? {} : { opportunityLocation }),
  };
}

/**
 * What PUT stage, PUT archived and POST addTags answer: everything personal is blank and the location of the posting
 * is missing, whatever the opportunity holds. Seen in recorded answers of Lever's.
 */
export function blankOpportunityShape(opportunity: OpportunityRecord, data: SandboxData): object {
  const { opportunityLocation: _, ...others } = opportunity;
  return { ...opportunityShape(others, data), ...NOTHING_PERSONAL };
}

function personalOf({ name, headline, emails, phones, links, location }: ContactRecord): object {
  return { name, headline, emails, phones, links, location };
}
