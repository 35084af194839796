import { refused, type IdentifiedRequest, type Identity } from "./identity.js";
import { HeaderInvalid } from "./request-header.js";

type Identify = (request: IdentifiedRequest) => Identity | Promise<Identity>;

/** Makes a refusal of a header that can't be believed. */
export function refusingBadHeaders(identify: Identify): (request: IdentifiedRequest) => Promise<Identity> {
  return async (request) => {
    try {
      return await identify(request);
    } catch (error) {
      if (error instanceof HeaderInvalid) return refused(error.message);
      throw error;
    }
  };
}
