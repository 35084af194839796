import type { ConnectionScope } from "../../context/connection-scope.js";
import type { FileLocation } from "../../file-links/file-location.js";
import type { LeverDownload } from "../../lever/download/lever-download.js";

/** What is told of a file beside its bytes. */
export interface FileDetails {
  readonly name: string;
  /** Without the dot. */
  readonly ext: string | null;
  /** Bytes, as Lever says before the file itself is read. */
  readonly size: number | null;
}

/** Where files come from. Both answer null where there is no such file, and throw what reading from Lever throws. */
export interface FileSource {
  find(scope: ConnectionScope, location: FileLocation): Promise<FileDetails | null>;
  open(
    scope: ConnectionScope,
    location: FileLocation,
    signal: AbortSignal,
  ): Promise<{ readonly file: FileDetails; readonly download: LeverDownload } | null>;
}
