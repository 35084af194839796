import type { SandboxKey } from "./keys.js";
import { type AccountRecords, emptyRecords } from "./records/account-records.js";
import type { PostingFormRecord } from "./records/form.record.js";

/** A phone number; the type may be null or missing. */
export interface PhoneRecord {
  readonly type?: string | null;
  readonly value: string;
}

/** One consent; `expiresAt` in epoch milliseconds, null: it doesn't expire. */
export interface ConsentRecord {
  readonly allowed: boolean;
  readonly expiresAt: number | null;
}

/** A person. Name, addresses, links and so on live here: all opportunities of a person show the same. */
export interface ContactRecord {
  readonly id: string;
  name: string | null;
  headline: string | null;
  location: string | null;
  emails: string[];
  phones: PhoneRecord[];
  links: string[];
  isAnonymized: boolean;
  /** Null: no policy applies. */
  dataProtection: { readonly store: ConsentRecord; readonly contact: ConsentRecord } | null;
}

/** A step through the pipeline. */
export interface StageChangeRecord {
  readonly toStageId: string;
  readonly toStageIndex: number;
  /** Null: nobody's doing, as when someone applies. */
  readonly userId: string | null;
  readonly updatedAt: number;
}

/** That something is archived, why (an archive reason's id), and since when. */
export interface ArchivedRecord {
  readonly reason: string;
  readonly archivedAt: number;
}

export type Confidentiality = "confidential" | "non-confidential";

/** One candidacy. Times are epoch milliseconds. */
export interface OpportunityRecord {
  readonly id: string;
  contact: string;
  stage: string;
  stageChanges: StageChangeRecord[];
  confidentiality: Confidentiality;
  archived: ArchivedRecord | null;
  tags: string[];
  sources: string[];
  sourcedBy: string | null;
  origin: string;
  owner: string | null;
  followers: string[];
  /** None or one. */
  applications: string[];
  createdAt: number;
  /** Null: not touched since Lever keeps this time. */
  updatedAt: number | null;
  lastInteractionAt: number | null;
  lastAdvancedAt: number | null;
  snoozedUntil: number | null;
  isAnonymized: boolean;
  /** The posting's location; missing without a posting. */
  opportunityLocation?: string;
}

/** An opportunity that was deleted, and by whom (a user's id). */
export interface DeletedOpportunityRecord extends OpportunityRecord {
  readonly deletedBy: string;
  readonly deletedAt: number;
}

/** What ties an opportunity to a posting. */
export interface ApplicationRecord {
  readonly id: string;
  readonly opportunityId: string;
  createdAt: number;
  type: "posting" | "user" | "referral";
  posting: string | null;
  postingOwner: string | null;
  postingHiringManager: string | null;
  user: string | null;
  name: string | null;
  email: string | null;
  company: string | null;
  phone: PhoneRecord | null;
  links: string[] | null;
  comments: string | null;
  /** The posting's forms or the referral's, filled in; missing: as none. */
  customQuestions?: PostingFormRecord[] | null;
  /** Of those who applied through the job site; seen in answers of Lever's, not documented. */
  ipAddress?: string;
  userAgent?: string;
  timezone?: string;
  archived: ArchivedRecord | null;
  requisitionForHire: {
    readonly id: string;
    readonly requisitionCode: string;
    readonly hiringManagerOnHire: string | null;
  } | null;
}

export interface StageRecord {
  readonly id: string;
  text: string;
}

export interface ArchiveReasonRecord {
  readonly id: string;
  text: string;
  status: "active" | "inactive";
  type: "hired" | "non-hired";
}

export interface UserRecord {
  readonly id: string;
  name: string;
  /** The local part of the address. */
  username: string;
  email: string;
  createdAt: number;
  /** Null: active. */
  deactivatedAt: number | null;
  /** One of Lever's roles, or the id of a custom one. */
  accessRole: string;
  photo: string | null;
  externalDirectoryId?: string | null;
  linkedContactIds?: string[] | null;
  jobTitle?: string | null;
  managerId?: string | null;
}

export interface PostingRecord {
  readonly id: string;
  text: string;
  createdAt: number;
  updatedAt: number;
  state: "published" | "internal" | "closed" | "draft" | "pending" | "rejected";
  distributionChannels: ("public" | "internal")[] | null;
  confidentiality: Confidentiality;
  user: string | null;
  owner: string | null;
  hiringManager: string | null;
  categories: {
    team: string | null;
    department: string | null;
    location: string | null;
    allLocations: string[];
    commitment: string | null;
    level: string | null;
  };
  tags: string[];
  content: {
    description: string;
    descriptionHtml: string;
    lists: { readonly text: string; readonly content: string }[];
    closing: string;
    closingHtml: string;
  };
  country?: string | null;
  followers: string[];
  reqCode: string | null;
  requisitionCodes: string[];
  salaryRange?: { readonly min: number; readonly max: number; readonly currency: string; readonly interval: string };
  workplaceType: "onsite" | "remote" | "hybrid" | "unspecified";
}

/** A note with its comments; made through the API or not. */
export interface NoteRecord {
  readonly id: string;
  readonly opportunityId: string;
  text: string;
  fields: {
    readonly type: "note";
    readonly text: string;
    readonly value: string;
    readonly createdAt: number;
    readonly user: string | null;
    readonly score: number | null;
    readonly stage: string | null;
  }[];
  user: string | null;
  secret: boolean;
  createdAt: number;
  completedAt: number | null;
  deletedAt: number | null;
}

/**
 * How the list of opportunities takes what Lever's documentation says nothing of. A new account refuses several
 * addresses, and takes any number of other values.
 */
export interface ListHabits {
  /** `email`, given several times. "ignored": as if it were no filter, which is what may become of an unknown one. */
  severalEmails: "refused" | "joined" | "firstAlone" | "lastAlone" | "ignored";
  /** More values of one parameter are refused (400). */
  mostValues: number;
  /** A longer query is refused (414), bytes. */
  mostQueryBytes: number;
}

/**
 * All that one Lever account holds: the truth that the endpoints answer from. By id; tests may change anything, and
 * the next request sees it. Stages and archive reasons are in the order in which they are listed.
 */
export interface SandboxData extends AccountRecords {
  /** The company's name in links, as in "https://jobs.lever.co/nimbusrobotics". */
  readonly company: string;
  readonly opportunities: Map<string, OpportunityRecord>;
  readonly deletedOpportunities: Map<string, DeletedOpportunityRecord>;
  readonly contacts: Map<string, ContactRecord>;
  readonly applications: Map<string, ApplicationRecord>;
  readonly users: Map<string, UserRecord>;
  readonly stages: Map<string, StageRecord>;
  readonly archiveReasons: Map<string, ArchiveReasonRecord>;
  readonly postings: Map<string, PostingRecord>;
  readonly notes: Map<string, NoteRecord>;
  readonly habits: ListHabits;
  /** By the text of the key; one that is taken out is unknown from then on. */
  readonly keys: Map<string, SandboxKey>;
}

/** An account without anything in it. */
export function emptyData(company: string): SandboxData {
  return {
    company,
    opportunities: new Map(),
    deletedOpportunities: new Map(),
    contacts: new Map(),
    applications: new Map(),
    users: new Map(),
    stages: new Map(),
    archiveReasons: new Map(),
    postings: new Map(),
    notes: new Map(),
    ...emptyRecords(),
    habits: { severalEmails: "refused", mostValues: Infinity, mostQueryBytes: Infinity },
    keys: new Map(),
  };
}
