import { defineEndpoint } from "../../lever/endpoint.js";
import { USER_MAX_AGE_MS } from "../lifetimes.js";
import type { UserWire } from "./ats-user.wire.js";

export const userList = defineEndpoint<UserWire>({
  path: "/users",
  permission: "find all users",
  documentation: "Users > List all users",
  maxAgeMs: USER_MAX_AGE_MS,
});

export const singleUser = defineEndpoint<UserWire>({
  path: "/users/:user",
  permission: "find a user",
  documentation: "Users > Retrieve a single user",
  maxAgeMs: USER_MAX_AGE_MS,
});

/** Replaces the whole user: what is left out is cleared. No `perform_as`. */
export const updateUser = defineEndpoint<never>({
  method: "PUT",
  path: "/users/:user",
  permission: "update a user",
  documentation: "Users > Update a user",
});
