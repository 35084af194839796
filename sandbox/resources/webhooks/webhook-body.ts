import { hasOrigin, WEBHOOK_EVENTS, type WebhookEvent } from "../../records/webhook.record.js";
import { arrayMember, objectMember, oneOfMember, textMember } from "../../routing/body-member.js";
import { badRequest } from "../../routing/refusal.js";
import type { MemberReader, ParsedBody } from "../../routing/request-body.js";
import { ORIGINS } from "../opportunities/list-query.js";

/** Lever docs, "Webhooks": deliveries go over HTTPS only. */
export const httpsMember: MemberReader<string> = (value, pointer) => {
  const url = textMember(value, pointer);
  if (!isHttps(url)) throw badRequest("Must be an https URL", pointer);
  return url;
};

const eventMember: MemberReader<WebhookEvent> = (value, pointer) =>
  oneOfMember(...WEBHOOK_EVENTS)(value, pointer) as WebhookEvent;

const configurationMember = objectMember({
  conditions: objectMember({ origins: arrayMember(oneOfMember(...ORIGINS)) }),
});

type Configuration = ReturnType<typeof configurationMember>;

/** Lever docs, "Create a webhook": the body. */
export const CREATE_BODY = { url: httpsMember, event: eventMember, configuration: configurationMember };

/** Lever docs, "Update webhooks": the body. An event can't be changed. */
export const UPDATE_BODY = {
  data: arrayMember(objectMember({ id: textMember, url: httpsMember, configuration: configurationMember })),
};

/** What is said of one webhook in an update. */
export type WebhookUpdate = NonNullable<ParsedBody<typeof UPDATE_BODY>["data"]>[number];

/**
 * The origins that a webhook is for: all, unless the configuration says. Null: the event knows none.
 * @throws 400 where the event has no such condition, and where no origin is left
 */
export function originsOf(
  event: WebhookEvent,
  configuration: Configuration,
  pointer: string,
): readonly string[] | null {
  const { conditions } = configuration;
  if (!hasOrigin(event)) {
    if (conditions !== undefined) throw badRequest(`${event} has no conditions`, `${pointer}/conditions`);
    return null;
  }
  const { origins = ORIGINS } = conditions ?? {};
  if (origins.length === 0) throw badRequest("Must not be empty", `${pointer}/conditions/origins`);
  return [...new Set(origins)];
}

function isHttps(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === "https:";
}
