import type { ContactRecord, OpportunityRecord, SandboxData } from "../../data.js";
import { arrayMember, required, textMember } from "../../routing/body-member.js";
import { badRequest } from "../../routing/refusal.js";
import { defineTwins, type IncomingCall, objectAnswer, type Route } from "../../routing/route.js";
import { blankOpportunityShape, opportunityShape } from "../../shapes/opportunity.shape.js";
import { opportunityOf, rowOf } from "../find.js";
import { PERFORM_AS_PARAMETER, performerOf } from "../perform-as.js";
import { touch, touchAllOf } from "../touch.js";

type Change = (before: readonly string[], texts: readonly string[]) => string[];
type Apply = (opportunity: OpportunityRecord, texts: readonly string[], change: Change, call: IncomingCall) => void;
type Shape = (opportunity: OpportunityRecord, data: SandboxData) => object;

/** What is there already, or isn't there to begin with, is left as it is. */
const adding: Change = (before, texts) => [...new Set([...before, ...texts])];
const removing: Change = (before, texts) => before.filter((text) => !texts.includes(text));

/**
 * Lever docs, "Add / remove tags, sources, links". Links belong to the contact, and so to all its opportunities. Blank
 * answers were recorded of addTags, full ones of addLinks; the others are taken to be like these.
 */
export const opportunityTextListRoutes: readonly Route[] = [
  ...changing("addTags", "tags", adding, ofOpportunity("tags"), blankOpportunityShape),
  ...changing("removeTags", "tags", removing, ofOpportunity("tags"), blankOpportunityShape),
  ...changing("addSources", "sources", adding, ofOpportunity("sources"), blankOpportunityShape),
  ...changing("removeSources", "sources", removing, ofOpportunity("sources"), blankOpportunityShape),
  ...changing("addLinks", "links", adding, ofContact, opportunityShape),
  ...changing("removeLinks", "links", removing, ofContact, opportunityShape),
];

function changing(action: string, member: string, change: Change, apply: Apply, shape: Shape): readonly Route[] {
  return defineTwins({
    method: "POST",
    template: `/opportunities/:opportunity/${action}`,
    query: PERFORM_AS_PARAMETER,
    answer(call) {
      const opportunity = opportunityOf(call);
      performerOf(call);
      const texts = required(call.body.json({ [member]: arrayMember(textMember) })[member], member);
      if (texts.includes("")) throw badRequest("Must not be empty", `/${member}`);
      apply(opportunity, texts, change, call);
      return objectAnswer(shape(opportunity, call.account.data));
    },
  });
}

function ofOpportunity(member: "tags" | "sources"): Apply {
  return (opportunity, texts, change, { account }) => {
    opportunity[member] = change(opportunity[member], texts);
    touch(opportunity, account);
  };
}

function ofContact(opportunity: OpportunityRecord, texts: readonly string[], change: Change, call: IncomingCall): void {
  const parameters = { contact: opportunity.contact };
  const contact: ContactRecord = rowOf(call.account.data.contacts, { ...call, parameters }, "contact", "contacts");
  contact.links = change(contact.links, texts);
  touchAllOf(contact, call.account);
}
