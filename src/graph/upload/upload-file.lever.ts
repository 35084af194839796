import { defineEndpoint } from "../../lever/endpoint.js";

/** A form with one file; Lever demands `perform_as`. */
export const uploadFile = defineEndpoint<never>({
  method: "POST",
  path: "/opportunities/:opportunity/files",
  permission: "upload an opportunity file",
  documentation: "Files > Upload a single file",
});
