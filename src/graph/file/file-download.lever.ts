import { defineEndpoint } from "../../lever/endpoint.js";

export const fileDownload = defineEndpoint<never>({
  path: "/opportunities/:opportunity/files/:file/download",
  permission: "download an opportunity file",
  documentation: "Files > Download a file",
});

export const resumeDownload = defineEndpoint<never>({
  path: "/opportunities/:opportunity/resumes/:resume/download",
  permission: "download an opportunity resume file",
  documentation: "Resumes > Download a resume file",
});

export const offerDownload = defineEndpoint<never>({
  path: "/opportunities/:opportunity/offers/:offer/download",
  permission: "download an opportunity offer file",
  documentation: "Offers > Download offer file",
});
