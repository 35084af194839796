import { badRequest, Refusal } from "../../routing/refusal.js";
import type { IncomingCall } from "../../routing/route.js";

/** Refuses a query of the list that is longer, or has more values of one parameter, than the account takes. */
export function demandBearable({ search, account }: Pick<IncomingCall, "search" | "account">): void {
  const { mostValues, mostQueryBytes } = account.data.habits;
  if (search.toString().length > mostQueryBytes) throw new Refusal(414, "UriTooLong", "The URL is too long");
  for (const name of new Set(search.keys())) {
    if (search.getAll(name).length > mostValues) throw badRequest(`${name} has more than ${mostValues} values`);
  }
}
