/** Who has to approve: a user, or what a role says ("Hiring manager") where it is dynamic. */
export interface ApproverRecord {
  /** Not a user's. */
  readonly id: string;
  readonly approved: boolean;
  readonly approvedAt: number | null;
  readonly isDynamic: boolean;
  readonly user: string | { readonly userId: string; readonly email: string };
  readonly type: "static" | "dynamic" | "custom";
  readonly overridingUserId: string | null;
}

export interface ApprovalStepRecord {
  readonly completed: boolean;
  readonly status: string | null;
  readonly outOfBandOnly: boolean;
  readonly approvalsRequired: number;
  readonly approvers: readonly ApproverRecord[];
}

/** How a requisition was approved; without any approval steps it may be nothing but those. */
export interface ApprovalRecord {
  readonly id?: string;
  readonly status?: string;
  readonly startedAt?: number;
  readonly approvedAt?: number | null;
  readonly accountId?: string;
  readonly createdBy?: string;
  readonly steps: readonly ApprovalStepRecord[];
}

export type CustomFieldValue = string | number | Readonly<Record<string, string | number>>;

/** A requisition. Times are epoch milliseconds. */
export interface RequisitionRecord {
  readonly id: string;
  requisitionCode: string;
  name: string;
  backfill: boolean;
  /** Missing: as non-confidential. */
  confidentiality?: "confidential" | "non-confidential";
  readonly createdAt: number;
  creator: string | null;
  headcountHired: number;
  headcountTotal: number | "unlimited";
  /** Seen in answers of Lever's; not documented. */
  headcountInfinite?: boolean;
  status: "open" | "onHold" | "closed" | "draft";
  hiringManager: string | null;
  owner: string | null;
  compensationBand: {
    readonly currency: string;
    readonly interval: string;
    readonly min: number;
    readonly max: number;
  } | null;
  employmentStatus: "full-time" | "part-time" | "intern" | "contractor" | "temp-worker" | null;
  location?: string | null;
  internalNotes?: string | null;
  department?: string | null;
  team?: string | null;
  postings: string[];
  offerIds: string[];
  approval: ApprovalRecord | null;
  /** By the id of the requisition field. */
  customFields?: Readonly<Record<string, CustomFieldValue>> | null;
  closedAt?: number | null;
  updatedAt?: number | null;
  timeToFillStartAt?: number | null;
  timeToFillEndAt?: number | null;
}

/** A custom field of requisitions. */
export interface RequisitionFieldRecord {
  /** In snake_case. */
  readonly id: string;
  text: string;
  type: "number" | "text" | "date" | "object" | "dropdown";
  isRequired: boolean;
  /** Of objects. */
  subfields?: readonly { readonly id: string; readonly text: string; readonly type: string }[];
  /** Of dropdowns. */
  options?: readonly { readonly id: string; readonly text: string }[];
}
