/** What a caller may do. `admin` includes `recruiter`, `recruiter` includes `viewer`; the other two come on top. */
export type Role = "viewer" | "recruiter" | "admin" | "confidential" | "eeo";

/** Who is calling, and for which account. */
export interface Caller {
  readonly accountId: string;
  /** Findem's id of the user; null where the caller gave none. */
  readonly userId: string | null;
  /** Null where the caller gave none, or it is not verified. */
  readonly email: string | null;
  /** With everything that is included: an admin's holds recruiter and viewer as well. */
  readonly roles: ReadonlySet<Role>;
}
