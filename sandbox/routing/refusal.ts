/** An answer other than success. Lever docs, "Errors": the body is `{code, message}`. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** 400. `pointer`: the body's member, as in "/email"; Lever appends it to the message. */
export function badRequest(message: string, pointer?: string): Refusal {
  return new Refusal(400, "BadRequestError", pointer === undefined ? message : `${message} at ${pointer}`);
}

/** 401: no key, or one that isn't known. The code is not documented. */
export function unauthorized(): Refusal {
  return new Refusal(401, "Unauthorized", "The API key is missing or not valid");
}

/** 403. The code is not documented. */
export function forbidden(message: string): Refusal {
  return new Refusal(403, "Forbidden", message);
}

/** 422: of a file that Lever couldn't process. The code is not documented. */
export function unprocessable(message: string): Refusal {
  return new Refusal(422, "UnprocessableEntity", message);
}

/** 404 of an object, in the words of Lever's own example. */
export function notFound(resource: string, id: string): Refusal {
  return new Refusal(404, "ResourceNotFound", `${resource} ${id} was not found`);
}
