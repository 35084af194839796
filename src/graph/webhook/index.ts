import { defineSlice } from "../slice.js";
import { ConnectionWebhooksResolver } from "./connection-webhooks.resolver.js";
import { RegisterAtsWebhooks } from "./register-ats-webhooks.mutation.js";

export const webhook = defineSlice({ resolvers: [ConnectionWebhooksResolver, RegisterAtsWebhooks] });
