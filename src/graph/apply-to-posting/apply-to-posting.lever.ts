import { defineEndpoint } from "../../lever/endpoint.js";

/** Two a second of one key; no `perform_as`. Answers with the application's id alone. */
export const sendApplication = defineEndpoint<never>({
  method: "POST",
  path: "/postings/:posting/apply",
  permission: "apply to a posting",
  documentation: "Postings > Apply to a posting",
  requestsPerSecond: 2,
});

/** A file that an application's answer then names by its address; Lever keeps it for a day. */
export const uploadFile = defineEndpoint<never>({
  method: "POST",
  path: "/uploads",
  permission: "apply to a posting",
  documentation: "Uploads > Upload a file",
});
