import { randomBytes } from "node:crypto";
import type { UserError } from "./connections.js";
import type { Answer, As, TestSubgraph } from "./subgraph.js";

/** A recruiter who has a user in the sandbox's own Lever account. */
export const RECRUITER: As = { user: "u1", email: "nora.lind@nimbusrobotics.test", roles: "recruiter" };

/** An upload as it was begun. */
export interface Begun {
  readonly uploadId: string;
  readonly uploadUrl: string;
  readonly expiresAt: string;
  readonly userErrors: readonly UserError[];
  readonly answer: Answer;
}

/** What a file is announced as. */
export interface Announced {
  readonly filename?: string;
  readonly contentType?: string;
  readonly size?: number;
}

/** A PDF of so many bytes, another one each time. */
export function pdfOf(size: number): Buffer {
  const bytes = randomBytes(size);
  bytes.write("%PDF-1.7\n");
  return bytes;
}

/** Asks for an upload. */
export async function beginUpload(
  subgraph: Pick<TestSubgraph, "query">,
  connectionId: string,
  { filename = "Ada Okafor CV.pdf", contentType = "application/pdf", size = 2_000 }: Announced = {},
  as: As = RECRUITER,
): Promise<Begun> {
  const answer = await subgraph.query(
    `mutation ($input: CreateAtsUploadInput!) {
      createAtsUpload(input: $input) {
        uploadId uploadUrl expiresAt userErrors { code message path retryable retryAfterMs permission }
      }
    }`,
    { input: { connectionId, filename, contentType, size } },
    as,
  );
  return { userErrors: [], ...answer.data?.createAtsUpload, answer } as Begun;
}

/** Sends bytes to a link. */
export function putBytes(
  url: string,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>> = { "content-type": "application/pdf" },
): Promise<Response> {
  return fetch(url, { method: "PUT", headers, body: Buffer.from(bytes) });
}

/** Uploads a file; answers with the id of the upload. */
export async function upload(
  subgraph: Pick<TestSubgraph, "query">,
  connectionId: string,
  bytes: Uint8Array,
  announced: Announced = {},
  as: As = RECRUITER,
): Promise<string> {
  const { uploadId, uploadUrl, answer } = await beginUpload(
    subgraph,
    connectionId,
    { ...announced, size: bytes.length },
    as,
  );
  const { status } = await putBytes(uploadUrl, bytes);
  if (status !== 204) throw new Error(`Not uploaded: ${status} ${JSON.stringify(answer.data)}`);
  return uploadId;
}
