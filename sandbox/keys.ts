import { ALL_NAMES, FINDEM_NAMES, FINDEM_READ_NAMES } from "./permissions.js";

/** An API key of the sandbox. Lever docs, "Authentication": a key carries a tick-list of endpoint permissions. */
export interface SandboxKey {
  readonly apiKey: string;
  /** What its maker called it. */
  readonly name: string;
  /** Names as in permissions.ts. */
  readonly permissions: readonly string[];
  /** Access to confidential data, which Lever grants only while a key is made. */
  readonly confidential: boolean;
}

/** Exactly the permissions that Findem asks a customer to tick, with confidential access. */
export const FINDEM_KEY = "lever-sandbox-findem-key-4f7Q";
/** As {@link FINDEM_KEY}, without confidential access. */
export const PLAIN_KEY = "lever-sandbox-plain-key-8mZ2";
/** Findem's read permissions, none of the write ones; with confidential access. */
export const READ_ONLY_KEY = "lever-sandbox-read-only-key-c3Xw";
/** As {@link FINDEM_KEY}, without the four permissions for applications. */
export const NO_APPLICATIONS_KEY = "lever-sandbox-no-applications-key-Tk91";
/** "find all stages" alone. */
export const STAGES_ONLY_KEY = "lever-sandbox-stages-only-key-pL06";
/** A key with nothing ticked. */
export const NOTHING_KEY = "lever-sandbox-nothing-key-Vd5e";
/** Every permission that the sandbox knows, with confidential access. */
export const EVERYTHING_KEY = "lever-sandbox-everything-key-R7uB";
/** A key like {@link FINDEM_KEY} of another company's Lever account, with other data. */
export const OTHER_ACCOUNT_KEY = "lever-sandbox-other-account-key-yH4s";

const isForApplications = (permission: string): boolean => /\bapplications?$/.test(permission);

/** The keys of the sandbox's own company. */
export const NIMBUS_KEYS: readonly SandboxKey[] = [
  { apiKey: FINDEM_KEY, name: "Findem", permissions: FINDEM_NAMES, confidential: true },
  { apiKey: PLAIN_KEY, name: "Findem, not confidential", permissions: FINDEM_NAMES, confidential: false },
  { apiKey: READ_ONLY_KEY, name: "Reads", permissions: FINDEM_READ_NAMES, confidential: true },
  {
    apiKey: NO_APPLICATIONS_KEY,
    name: "No applications",
    permissions: FINDEM_NAMES.filter((permission) => !isForApplications(permission)),
    confidential: true,
  },
  { apiKey: STAGES_ONLY_KEY, name: "Stages", permissions: ["find all stages"], confidential: false },
  { apiKey: NOTHING_KEY, name: "Nothing", permissions: [], confidential: false },
  { apiKey: EVERYTHING_KEY, name: "Everything", permissions: ALL_NAMES, confidential: true },
];

/** The keys of the other company. */
export const OTHER_ACCOUNT_KEYS: readonly SandboxKey[] = [
  { apiKey: OTHER_ACCOUNT_KEY, name: "Findem at the other company", permissions: FINDEM_NAMES, confidential: true },
];
