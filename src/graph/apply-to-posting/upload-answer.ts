/** A file of ours as an answer, until Lever has it and has given its address. */
export class UploadAnswer {
  constructor(
    readonly uploadId: string,
    /** Of the input field that names it. */
    readonly path: readonly string[],
  ) {}
}

/** The files among answers, in their order. */
export function uploadsIn(value: unknown): readonly UploadAnswer[] {
  if (value instanceof UploadAnswer) return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(uploadsIn);
}

/** The same with the files' addresses in their place. */
export function withAddresses(value: unknown, addressOf: (uploadId: string) => string): unknown {
  if (value instanceof UploadAnswer) return addressOf(value.uploadId);
  if (Array.isArray(value)) return value.map((member) => withAddresses(member, addressOf));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withAddresses(member, addressOf)]));
}
