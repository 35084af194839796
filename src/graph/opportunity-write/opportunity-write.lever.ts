import { defineEndpoint } from "../../lever/endpoint.js";

/** Lever docs, "Opportunities > Update opportunity stage". */
export const setStage = defineEndpoint<never>({
  method: "PUT",
  path: "/opportunities/:opportunity/stage",
  permission: "update an opportunity's stage",
  documentation: "Opportunities > Update opportunity stage",
});

/** Archives, hires and reopens. Lever docs, "Opportunities > Update opportunity archived state". */
export const setArchived = defineEndpoint<never>({
  method: "PUT",
  path: "/opportunities/:opportunity/archived",
  permission: "update opportunity archived state",
  documentation: "Opportunities > Update opportunity archived state",
});

export const addTags = defineEndpoint<never>({
  method: "POST",
  path: "/opportunities/:opportunity/addTags",
  permission: "add opportunity tags",
  documentation: "Opportunities > Add or remove tags",
});

export const removeTags = defineEndpoint<never>({
  method: "POST",
  path: "/opportunities/:opportunity/removeTags",
  permission: "remove opportunity tags",
  documentation: "Opportunities > Add or remove tags",
});

export const addSources = defineEndpoint<never>({
  method: "POST",
  path: "/opportunities/:opportunity/addSources",
  permission: "add opportunity sources",
  documentation: "Opportunities > Add or remove sources",
});

export const removeSources = defineEndpoint<never>({
  method: "POST",
  path: "/opportunities/:opportunity/removeSources",
  permission: "remove opportunity sources",
  documentation: "Opportunities > Add or remove sources",
});

/** Links belong to the contact: they show on all of its opportunities. */
export const addLinks = defineEndpoint<never>({
  method: "POST",
  path: "/opportunities/:opportunity/addLinks",
  permission: "add opportunity links",
  documentation: "Opportunities > Update contact links",
});

export const removeLinks = defineEndpoint<never>({
  method: "POST",
  path: "/opportunities/:opportunity/removeLinks",
  permission: "remove opportunity contact links",
  documentation: "Opportunities > Update contact links",
});
