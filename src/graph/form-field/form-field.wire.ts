import type { EpochMillis, LeverId } from "../../lever/wire.js";

/** One question of a form as Lever sends it. Lever docs, "Form fields". */
export interface FormFieldWire {
  /** Absent in some stored forms, such as referrals. */
  readonly id?: LeverId;
  readonly type: string;
  readonly text: string;
  readonly description?: string | null;
  readonly required?: boolean;
  /** Of types to choose from. */
  readonly options?: readonly { readonly text: string }[];
  /** Of type currency: ISO 4217. */
  readonly currency?: string;
  /** By type; absent or null where there is no answer. */
  readonly value?: unknown;
}

/** A form inside of something else: the questions of a posting, the answers in an application. Lever docs, "Forms". */
export interface QuestionSetWire {
  /** Only where it is a posting's. */
  readonly id?: LeverId;
  readonly text: string;
  readonly description?: string | null;
  readonly instructions?: string | null;
  readonly fields: readonly FormFieldWire[];
  readonly createdAt?: EpochMillis | null;
  readonly completedAt?: EpochMillis | null;
}
