/** Of an answer that is opened in a browser all the same: it loads nothing, and stands in no other page. */
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'";

/** Headers of every answer that has none of its own by that name. */
export const GUARDS = {
  // No answer may lack it: a shared cache would show one customer's answer to another.
  "cache-control": "no-store",
  // Nothing but the pages, which have policies of their own, is meant to be looked at in a browser.
  "content-security-policy": NO_PAGE,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;
