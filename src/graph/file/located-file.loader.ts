import type { ConnectionScope } from "../../context/connection-scope.js";
import type { FileLocation } from "../../file-links/file-location.js";
import type { PathParameters, Query } from "../../lever/client.js";
import type { LeverDownload } from "../../lever/download/lever-download.js";
import type { LeverEndpoint } from "../../lever/endpoint.js";
import { failure } from "../../lever/failure.js";
import { unlessHidden } from "../../loading/unless-hidden.js";
import { offersByOpportunity } from "../offer/offer.loader.js";
import { resumeList, singleResume } from "../resume/resume.lever.js";
import type { ResumeWire } from "../resume/resume.wire.js";
import { toResume } from "../resume/resume.loader.js";
import { fileDownload, offerDownload, resumeDownload } from "./file-download.lever.js";
import { fileList, singleFile } from "./file.lever.js";
import { fileIdOf, toFile } from "./file.mapper.js";
import type { AtsFile } from "./file.js";
import type { FileWire } from "./file.wire.js";

/** What is known of the file at a location; null where there is none, or it is hidden from the key. */
export async function locatedFile(scope: ConnectionScope, location: FileLocation): Promise<AtsFile | null> {
  switch (location.kind) {
    case "file":
      return plainFile(scope, location);
    case "resume":
      return fileOfResume(scope, location);
    case "offer":
      return documentOfOffer(scope, location);
  }
}

/** A file that is being read. */
export interface OpenedFile {
  readonly file: AtsFile;
  readonly download: LeverDownload;
}

/**
 * Begins to read the file at a location; null where there is none.
 * @throws LeverError REJECTED with status 422 for a file that Lever could not process, BAD_RESPONSE where a page comes
 * in its place
 */
export async function openLocatedFile(
  scope: ConnectionScope,
  location: FileLocation,
  signal: AbortSignal,
): Promise<OpenedFile | null> {
  const file = await locatedFile(scope, location);
  if (!file) return null;
  const { endpoint, parameters, query = {} } = downloadOf(location);
  const download = await scope.lever.download(endpoint, parameters, query, { signal });
  if (!isPageInstead(download, file)) return { file, download };
  download.body.destroy();
  const call = { endpoint, target: { connectionId: location.connectionId } };
  throw failure(call, "BAD_RESPONSE", { status: 200, acted: "no" });
}

/** Lever docs, "Files", "Resumes" and "Offers": their download endpoints. */
function downloadOf({ opportunityId: opportunity, kind, id, document = "signed" }: FileLocation): {
  readonly endpoint: LeverEndpoint<unknown>;
  readonly parameters: PathParameters;
  readonly query?: Query;
} {
  switch (kind) {
    case "file":
      return { endpoint: fileDownload, parameters: { opportunity, file: id } };
    case "resume":
      return { endpoint: resumeDownload, parameters: { opportunity, resume: id } };
    case "offer":
      return { endpoint: offerDownload, parameters: { opportunity, offer: id }, query: { status: document } };
  }
}

/** A proxy's page, or one to log in at, must not be saved as somebody's resume. */
function isPageInstead({ contentType }: LeverDownload, { ext }: AtsFile): boolean {
  return contentType?.toLowerCase().startsWith("text/html") === true && !/^html?$/i.test(ext ?? "");
}

async function plainFile({ lever }: ConnectionScope, location: FileLocation): Promise<AtsFile | null> {
  const { opportunityId: opportunity, id } = location;
  const readOne = (file: string) => lever.one(singleFile, { opportunity, file });
  const list = { endpoint: fileList, parameters: { opportunity }, again: (row: FileWire) => readOne(row.id) };
  const single = await unlessHidden(lever, readOne(id), list);
  return single && toFile(location, single.value);
}

async function fileOfResume({ lever }: ConnectionScope, location: FileLocation): Promise<AtsFile | null> {
  const { connectionId, opportunityId, id } = location;
  const parameters = { opportunity: opportunityId };
  const readOne = (resume: string) => lever.one(singleResume, { ...parameters, resume });
  const list = { endpoint: resumeList, parameters, again: (row: ResumeWire) => readOne(row.id) };
  const single = await unlessHidden(lever, readOne(id), list);
  return single && toResume({ connectionId, opportunityId, fetchedAt: single.fetchedAt }, single.value).file;
}

/** Lever has no endpoint for one offer. Lever docs, "Offers". */
async function documentOfOffer({ load }: ConnectionScope, location: FileLocation): Promise<AtsFile | null> {
  const offers = await load(offersByOpportunity, { opportunityId: location.opportunityId, expand: [] });
  const wanted = fileIdOf(location);
  const documents = (offers ?? []).flatMap(({ guarded }) => [guarded.sentDocument, guarded.signedDocument]);
  return documents.find((file) => file?.id === wanted) ?? null;
}
