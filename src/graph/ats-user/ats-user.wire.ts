import type { EpochMillis, LeverId } from "../../lever/wire.js";

/** A user as Lever sends it. Lever docs, "Users > User attributes". */
export interface UserWire {
  readonly id: LeverId;
  readonly name: string;
  readonly username: string;
  readonly email: string;
  readonly createdAt: EpochMillis;
  readonly deactivatedAt: EpochMillis | null;
  /** One of Lever's five, or the id of a custom role. */
  readonly accessRole: string;
  readonly photo: string | null;
  readonly externalDirectoryId: string | null;
  readonly jobTitle: string | null;
  readonly managerId: LeverId | null;
}
