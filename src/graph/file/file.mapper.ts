import type { FileLocation } from "../../file-links/file-location.js";
import { entityId } from "../../ids/entity-id.js";
import { filledTextOf, idOf, millisOf, numberOf, objectOf, required } from "../../lever/reading.js";
import type { PartSource } from "../opportunity-part.loader.js";
import { fileList } from "./file.lever.js";
import type { AtsFile } from "./file.js";
import type { FileWire } from "./file.wire.js";

/** Whose file it is. */
export type FileOwner = Pick<PartSource, "connectionId" | "opportunityId">;

/** The greatest that GraphQL's Int holds. */
const MAX_INT = 2 ** 31 - 1;

/** A file of the opportunity's: `<connection>.<opportunity>.<id>`. */
export function toFile(owner: FileOwner, wire: FileWire): AtsFile {
  const id = required(idOf(wire.id), "id", fileList, owner.connectionId);
  return fileAt({ ...locationIn(owner), kind: "file", id }, wire);
}

/** The file of a resume: `<connection>.<opportunity>.<resume>.resume`. Null for a resume without one. */
export function resumeFile(owner: FileOwner, resumeId: string, wire: unknown): AtsFile | null {
  return objectOf(wire) && fileAt({ ...locationIn(owner), kind: "resume", id: resumeId }, wire);
}

/** A document of an offer: `<connection>.<opportunity>.<offer>.sent` or `.signed`. Null where there is none. */
export function offerFile(
  owner: FileOwner,
  offerId: string,
  document: "sent" | "signed",
  wire: unknown,
): AtsFile | null {
  return objectOf(wire) && fileAt({ ...locationIn(owner), kind: "offer", id: offerId, document }, wire);
}

/**
 * An application's answer that is a file: `<connection>.<opportunity>.<id>.answer`. It has a link only where that id is
 * among the opportunity's files, which is looked up when the link is asked for.
 */
export function answerFile(owner: FileOwner, fileId: string, wire: unknown): AtsFile {
  const file = fileAt({ ...locationIn(owner), kind: "file", id: fileId }, wire);
  return { ...file, id: `${file.id}.answer`, isAnswer: true };
}

/** The graph's id of what is at a location. */
export function fileIdOf({ connectionId, opportunityId, kind, id, document }: FileLocation): string {
  const suffix = kind === "file" ? [] : [kind === "resume" ? kind : (document ?? "signed")];
  return entityId(connectionId, opportunityId, id, ...suffix);
}

function locationIn({ connectionId, opportunityId }: FileOwner): Pick<FileLocation, "connectionId" | "opportunityId"> {
  return { connectionId, opportunityId };
}

function fileAt(location: FileLocation, wire: unknown): AtsFile {
  const details = objectOf(wire) ?? {};
  // Lever docs, "Offers": an offer's documents are named by `fileName`.
  const name = filledTextOf(details["name"]) ?? filledTextOf(details["fileName"]);
  const ext = filledTextOf(details["ext"]) ?? extensionIn(name ?? "");
  return {
    id: fileIdOf(location),
    name: name ?? location.kind,
    ext: ext === null ? null : filledTextOf(ext.replace(/^\./, "")),
    size: bytesOf(details["size"]),
    status: filledTextOf(details["status"]),
    uploadedAt: millisOf(details["uploadedAt"]),
    location,
    isAnswer: false,
  };
}

function extensionIn(name: string): string | null {
  return /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1] ?? null;
}

function bytesOf(value: unknown): number | null {
  const size = numberOf(value);
  return size !== null && Number.isInteger(size) && size >= 0 && size <= MAX_INT ? size : null;
}
