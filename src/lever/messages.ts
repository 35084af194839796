/** What an admin has to do about a missing permission. Lever help, "API credentials". */
export function permissionMissingMessage(permission: string): string {
  return `The Lever API key lacks the permission '${permission}': tick it on Lever's API credentials page (Settings > Integrations and API > API credentials).`;
}
