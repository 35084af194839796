const ACCOUNT_ID = /^[A-Za-z0-9_.:@-]{1,200}$/;
const EMAIL = /^[^\s\p{Cc},;<>@]+@[^\s\p{Cc},;<>@]+$/u;
/** RFC 5321, 4.5.3.1: an address of more characters reaches nobody. */
const MAX_EMAIL_LENGTH = 254;
const USER_ID = /^[^\p{Cc}]{1,255}$/u;

/** No comma and no space: two values that were joined into one are not an account. */
export function isAccountId(text: string): boolean {
  return ACCOUNT_ID.test(text);
}

/** One address without a name beside it. */
export function isEmail(text: string): boolean {
  return text.length <= MAX_EMAIL_LENGTH && EMAIL.test(text);
}

/** Whatever one line holds: directories name people in many ways. */
export function isUserId(text: string): boolean {
  return USER_ID.test(text);
}
