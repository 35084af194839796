import type { FileLocation } from "../file-links/file-location.js";
import type { FileLink, FileLinks } from "../file-links/file-links.js";

/** The links that an operation gives out: one for each file, so that its address and its time are of the same link. */
export interface OperationFileLinks {
  /** For a file that the caller may see. */
  to(location: FileLocation): FileLink;
}

/** Links for one operation of that account. */
export function createOperationFileLinks(fileLinks: FileLinks, accountId: string): OperationFileLinks {
  const made = new Map<string, FileLink>();
  return {
    to: (location) => {
      const { connectionId, opportunityId, kind, id, document = "" } = location;
      const key = [connectionId, opportunityId, kind, id, document].join(".");
      const link = made.get(key) ?? fileLinks.create(accountId, location);
      made.set(key, link);
      return link;
    },
  };
}
