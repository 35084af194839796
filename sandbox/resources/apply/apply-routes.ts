import type { ApplicationRecord, OpportunityRecord, PostingRecord } from "../../data.js";
import type { ApplyFormRecord } from "../../records/apply-form.record.js";
import type { Account } from "../../routing/account.js";
import { demandVisible } from "../../routing/confidential.js";
import { flag, once } from "../../routing/query-parameter.js";
import { badRequest } from "../../routing/refusal.js";
import { defineRoute, objectAnswer, type Route } from "../../routing/route.js";
import { rowOf } from "../find.js";
import { personOf } from "../opportunities/person-of.js";
import { touchAllOf } from "../touch.js";
import { keepResume } from "../uploaded-files.js";
import { uploadAt } from "../uploads.js";
import { APPLICATION_BODY, type ApplicationBody } from "./application-body.js";
import { answerTo, demandFits } from "./check-application.js";

const STAGE = "applicant-new";

/** Lever docs, "Apply to a posting": the answer has the application's id alone. */
export const applyRoutes: readonly Route[] = [
  defineRoute({
    method: "POST",
    template: "/postings/:posting/apply",
    query: { send_confirmation_email: once(flag) },
    answer(call) {
      const { account } = call;
      const posting = rowOf(account.data.postings, call, "posting", "postings");
      demandVisible(posting, call);
      if (posting.state !== "published" && posting.state !== "internal") {
        throw badRequest("The posting does not accept applications");
      }
      const form = rowOf(account.data.applyForms, call, "posting", "postings");
      const body = call.body.json(APPLICATION_BODY);
      demandFits(form, body, account);
      return objectAnswer({ applicationId: apply(body, { posting, form, account }) }, 201);
    },
  }),
];

interface Applying {
  readonly posting: PostingRecord;
  readonly form: ApplyFormRecord;
  readonly account: Account;
}

function apply(body: ApplicationBody, applying: Applying): string {
  const { account } = applying;
  const { contact } = personOf(personIn(body), account);
  const opportunity = opportunityOf(body, contact.id, applying);
  const application = applicationOf(body, opportunity, applying);
  opportunity.applications.push(application.id);
  account.data.applications.set(application.id, application);
  account.data.opportunities.set(opportunity.id, opportunity);
  const resume = uploadAt(answerTo("resume", body.personalInformation), account);
  if (resume) keepResume({ ...resume, field: "file", bytes: resume.content }, opportunity.id, account);
  touchAllOf(contact, account);
  return application.id;
}

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

function personIn({ personalInformation, urls = [] }: ApplicationBody) {
  const answer = (name: string) => textOf(answerTo(name, personalInformation));
  const phone = answer("phone");
  return {
    name: answer("fullName") ?? "",
    emails: [answer("email") ?? ""],
    headline: answer("currentCompany") ?? "",
    location: answer("currentLocation") ?? "",
    phones: phone === null ? [] : [{ value: phone }],
    links: urls.flatMap(({ value }) => textOf(value) ?? []),
  };
}

function opportunityOf(body: ApplicationBody, contact: string, { posting, account }: Applying): OpportunityRecord {
  const now = account.now();
  const { owner, confidentiality, categories, tags } = posting;
  const toStageIndex = [...account.data.stages.keys()].indexOf(STAGE);
  return {
    ...{ id: account.newId(), contact, stage: STAGE, confidentiality, owner, archived: null },
    stageChanges: [{ toStageId: STAGE, toStageIndex, userId: null, updatedAt: now }],
    tags: [...new Set([...tags, categories.team, categories.location])].filter((tag) => tag !== null),
    sources: body.source === undefined ? [] : [body.source],
    ...{ sourcedBy: null, origin: body.origin ?? "applied", followers: owner === null ? [] : [owner] },
    ...{ applications: [], createdAt: now, updatedAt: now, lastInteractionAt: now, lastAdvancedAt: now },
    ...{ snoozedUntil: null, isAnonymized: false },
    ...(categories.location === null ? {} : { opportunityLocation: categories.location }),
  };
}

function applicationOf(
  body: ApplicationBody,
  { id: opportunityId, createdAt }: OpportunityRecord,
  { posting, form, account }: Applying,
): ApplicationRecord {
  const answer = (name: string) => textOf(answerTo(name, body.personalInformation));
  const phone = answer("phone");
  return {
    ...{ id: account.newId(), opportunityId, createdAt, type: "posting", posting: posting.id },
    ...{ postingOwner: posting.owner, postingHiringManager: posting.hiringManager, user: null },
    ...{ name: answer("fullName"), email: answer("email"), company: answer("currentCompany") },
    phone: phone === null ? null : { type: null, value: phone },
    links: (body.urls ?? []).flatMap(({ value }) => textOf(value) ?? []),
    comments: answer("additionalInformation"),
    customQuestions: form.customQuestions.map(({ id, text, fields }, place) => ({
      ...{ type: "posting", text, description: "", baseTemplateId: id, user: posting.user, stage: null },
      ...{ createdAt, completedAt: createdAt },
      fields: fields.map(({ distribution: _, ...field }, index) => ({
        ...field,
        value: body.customQuestions?.[place]?.fields?.[index]?.value ?? null,
      })),
    })),
    ...(body.ipAddress === undefined ? {} : { ipAddress: body.ipAddress }),
    ...{ archived: null, requisitionForHire: null },
  };
}
