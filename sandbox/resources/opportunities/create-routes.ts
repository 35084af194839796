import type { ApplicationRecord, OpportunityRecord, PostingRecord } from "../../data.js";
import { flag, once } from "../../routing/query-parameter.js";
import { badRequest } from "../../routing/refusal.js";
import { type Call, defineTwins, type IncomingCall, type Route } from "../../routing/route.js";
import { opportunityShape } from "../../shapes/opportunity.shape.js";
import { demandPerformer, PERFORM_AS_PARAMETER } from "../perform-as.js";
import { touchAllOf } from "../touch.js";
import { demandTakeable, keepFile, keepResume } from "../uploaded-files.js";
import { archivedOf, demandValid, locationOf, postingOf } from "./check-create.js";
import { CREATE_BODY, type CreateBody } from "./create-body.js";
import { type CreateForm, createFormOf } from "./create-form.js";
import { withParsed } from "./parsed-resume.js";
import { personOf } from "./person-of.js";

const CREATE_QUERY = { ...PERFORM_AS_PARAMETER, parse: once(flag), perform_as_posting_owner: once(flag) };

/** Lever docs, "Create an opportunity": JSON, or a form where files go along. */
export const opportunityCreateRoutes: readonly Route[] = [
  ...defineTwins({
    method: "POST",
    template: "/opportunities",
    query: CREATE_QUERY,
    answer(call) {
      const performer = demandPerformer(call);
      const form = call.body.isForm ? createFormOf(call.body.form()) : null;
      const body = bodyOf(form, call);
      const posting = postingOf(body, call);
      const owner = body.owner ?? postingOwnerOf(posting, call) ?? performer;
      const { opportunity, deduped } = create(body, { call, posting, performer, owner });
      if (form) keepFiles(form, opportunity, call);
      // Recorded answers hold no opportunityLocation.
      const { opportunityLocation: _, ...answered } = opportunity;
      return { kind: "json", status: 201, body: { deduped, data: opportunityShape(answered, call.account.data) } };
    },
  }),
];

/** Null where the posting's owner is not asked for, or it has none. */
function postingOwnerOf(posting: PostingRecord | null, { query }: Call<typeof CREATE_QUERY>): string | null {
  if (query.perform_as_posting_owner !== true) return null;
  if (posting === null) throw badRequest("perform_as_posting_owner needs one posting");
  return posting.owner;
}

/** Throws for files that can't be taken, before anything is made. */
function bodyOf(form: CreateForm | null, call: Call<typeof CREATE_QUERY>): CreateBody {
  if (!form) return call.body.json(CREATE_BODY);
  const { body, resume, files } = form;
  demandTakeable(resume ? [resume, ...files] : files);
  return call.query.parse === true && resume ? withParsed(body, resume) : body;
}

function keepFiles({ resume, files }: CreateForm, { id }: OpportunityRecord, { account }: IncomingCall): void {
  if (resume) keepResume(resume, id, account);
  for (const file of files) keepFile(file, id, account);
}

interface Creation {
  readonly call: IncomingCall;
  readonly posting: PostingRecord | null;
  readonly performer: string;
  readonly owner: string;
}

function create(body: CreateBody, creation: Creation) {
  const { call, posting } = creation;
  const { data } = call.account;
  demandValid(body, call);
  const archived = archivedOf(body, call);
  const location = locationOf(body, posting);
  const { contact, deduped } = personOf(body, call.account);
  const opportunity: OpportunityRecord = {
    id: call.account.newId(),
    contact: contact.id,
    ...beginning(body, creation),
    confidentiality: posting?.confidentiality ?? "non-confidential",
    archived,
    ...listsOf(body, creation),
    sourcedBy: body.origin === "sourced" ? creation.performer : null,
    origin: body.origin ?? "sourced",
    owner: creation.owner,
    applications: [],
    snoozedUntil: null,
    isAnonymized: false,
    ...location,
  };
  if (posting !== null) {
    const application = applicationOf(opportunity, posting, creation);
    opportunity.applications.push(application.id);
    data.applications.set(application.id, application);
  }
  data.opportunities.set(opportunity.id, opportunity);
  touchAllOf(contact, call.account);
  return { opportunity, deduped };
}

function beginning({ stage = "lead-new", createdAt: given }: CreateBody, { call, performer }: Creation) {
  const { account } = call;
  const createdAt = given ?? account.now();
  const toStageIndex = [...account.data.stages.keys()].indexOf(stage);
  return {
    stage,
    stageChanges: [{ toStageId: stage, toStageIndex, userId: performer, updatedAt: createdAt }],
    createdAt,
    updatedAt: account.now(),
    lastInteractionAt: createdAt,
    lastAdvancedAt: createdAt,
  };
}

/** The posting's own tags and categories become tags, its owner a follower. Seen in recorded answers. */
function listsOf({ tags = [], sources = [], followers = [] }: CreateBody, { posting, performer }: Creation) {
  return {
    tags: distinct(...tags, ...(posting === null ? [] : tagsOf(posting))),
    sources: distinct(...sources),
    followers: distinct(...followers, performer, posting?.owner),
  };
}

function tagsOf({ tags, categories }: PostingRecord): readonly (string | null)[] {
  return [...tags, categories.team, categories.department, categories.location, categories.commitment];
}

function distinct(...texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts)].filter((text) => text != null);
}

function applicationOf(
  { id: opportunityId, archived, createdAt }: OpportunityRecord,
  posting: PostingRecord,
  { call, performer }: Creation,
): ApplicationRecord {
  return {
    id: call.account.newId(),
    ...{ opportunityId, createdAt, archived },
    type: "user",
    posting: posting.id,
    postingOwner: posting.owner,
    postingHiringManager: posting.hiringManager,
    user: performer,
    ...{ name: null, email: null, company: null, phone: null, links: null, comments: null },
    requisitionForHire: null,
  };
}
