import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type { PermissionCheck, PermissionReport } from "../../doctor/permission-report.js";
import { DateTime } from "../scalars/date-time.js";

export const AtsCheckState = { NEVER_RUN: "NEVER_RUN", RUNNING: "RUNNING", DONE: "DONE", FAILED: "FAILED" } as const;
export type AtsCheckState = keyof typeof AtsCheckState;
registerEnumType(AtsCheckState, {
  name: "AtsCheckState",
  description: "How a check of permissions stands.",
  valuesConfig: {
    NEVER_RUN: { description: "No check of the present key was begun." },
    RUNNING: { description: "It goes on in the background." },
    DONE: { description: "The last one went to its end." },
    FAILED: { description: "The last one was broken off: what it found out is kept." },
  },
});

export const AtsPermissionAccess = { READ: "READ", WRITE: "WRITE" } as const;
export type AtsPermissionAccess = keyof typeof AtsPermissionAccess;
registerEnumType(AtsPermissionAccess, {
  name: "AtsPermissionAccess",
  description: "What a permission is for.",
  valuesConfig: { READ: { description: "Reading." }, WRITE: { description: "Changing data in Lever." } },
});

export const AtsPermissionStatus = { GRANTED: "GRANTED", MISSING: "MISSING", UNVERIFIED: "UNVERIFIED" } as const;
export type AtsPermissionStatus = keyof typeof AtsPermissionStatus;
registerEnumType(AtsPermissionStatus, {
  name: "AtsPermissionStatus",
  description: "What is known of a permission.",
  valuesConfig: {
    GRANTED: { description: "The key has it." },
    MISSING: { description: "Lever refused the key for want of it." },
    UNVERIFIED: {
      description:
        "Cannot be checked without changing data in Lever; becomes GRANTED or MISSING at its first real use. Before and while a check runs: not asked for yet.",
    },
  },
});

@ObjectType({ description: "What is known of one permission of the API key." })
export class AtsPermissionCheck implements PermissionCheck {
  @Field(() => String, {
    description: "The permission's name as Lever's API credentials page shows it, e.g. 'find all stages'.",
  })
  name!: string;

  @Field(() => AtsPermissionAccess, { description: "What it is for." })
  access!: AtsPermissionAccess;

  @Field(() => Boolean, { description: "On Findem's list; the others are what further fields would need." })
  required!: boolean;

  @Field(() => AtsPermissionStatus, { description: "What was last found out, by a check or by real use." })
  status!: AtsPermissionStatus;

  @Field(() => DateTime, { nullable: true, description: "When that was found out; null where it never was." })
  checkedAt!: number | null;

  @Field(() => [String], {
    description:
      "The graph fields or mutations that fail without it, as in 'AtsConnection.stages'. Empty where another one serves.",
  })
  neededBy!: readonly string[];
}

@ObjectType({ description: "What the API key may do, by Lever's own names, and how far the check of it is." })
export class AtsPermissionReport implements PermissionReport {
  @Field(() => AtsCheckState, { description: "How the check of the present key stands." })
  state!: AtsCheckState;

  @Field(() => Int, { description: "How many permissions the check is through with." })
  checked!: number;

  @Field(() => Int, { description: "How many there are." })
  total!: number;

  @Field(() => DateTime, { nullable: true, description: "When a check last ended; null before the first one has." })
  checkedAt!: number | null;

  @Field(() => Boolean, { description: "True when no required permission is MISSING." })
  complete!: boolean;

  @Field(() => [AtsPermissionCheck], {
    description: "Findem's list in its order, reads before writes, then what further fields need.",
  })
  permissions!: readonly AtsPermissionCheck[];
}
