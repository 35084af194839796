import type { AtsUser } from "./ats-user.js";

/** Users whose name, address or username holds every word of the search, in any case; deactivated ones if wanted. */
export function findUsers(
  users: readonly AtsUser[],
  search: string | null | undefined,
  includeDeactivated: boolean,
): readonly AtsUser[] {
  const words = (search ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return users.filter((user) => {
    if (!includeDeactivated && user.deactivatedAt !== null) return false;
    const text = `${user.name ?? ""} ${user.email ?? ""} ${user.username ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
