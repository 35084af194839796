import { defineEndpoint } from "../../lever/endpoint.js";

/** Lever looks for the person by `contact`, else by address; never says that somebody is there already. */
export const createOpportunity = defineEndpoint<never>({
  method: "POST",
  path: "/opportunities",
  permission: "create an opportunity",
  documentation: "Opportunities > Create an opportunity",
});
